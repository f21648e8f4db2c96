import { ApiObject, type ApiObjectProps, type Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { type Problem, under } from '../problem';
import type { AddedObject, AddedPhase } from '../site/patch';
import { misnamedKind } from './misnamed-kind';
import { unknownFields } from './unknown-fields';

const HOLDS_DATA = ['PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet'];
/** What stands with the web: it leads visitors to it, or runs beside it. */
const WITH_WEB = /^(Ingress|CronJob|HTTPRoute|GRPCRoute|TLSRoute|HorizontalPodAutoscaler|Certificate)$/;

/**
 * Adds objects that stand in a site file as they are. They get the namespace and the labels of the site, as those of services do.
 *
 * @returns the kinds and fields that the API server would refuse
 */
export function addObjects(chartOf: (phase: AddedPhase) => Chart, objects: readonly AddedObject[]): Problem[] {
  return objects.flatMap((object, index) => {
    const { phase = phaseOf(object.kind), ...manifest } = object;
    const chart = chartOf(phase);
    const scope = chart.node.tryFindChild('objects') ?? new Construct(chart, 'objects');
    new ApiObject(scope as Construct, String(index), manifest as ApiObjectProps);
    return under(`objects[${index}]`, [...misnamedKind(manifest), ...unknownFields(manifest)]);
  });
}

function phaseOf(kind: string): AddedPhase {
  if (HOLDS_DATA.includes(kind)) return 'state';
  return WITH_WEB.test(kind) ? 'web' : 'services';
}
