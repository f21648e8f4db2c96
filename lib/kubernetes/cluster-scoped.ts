import { type ApiObject, JsonPatch } from 'cdk8s';

/** Takes the chart's namespace off an object that belongs to none. */
export function clusterScoped(object: ApiObject): void {
  if (object.chart.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
}
