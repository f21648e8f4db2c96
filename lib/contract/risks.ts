/** The words of `Risk`. */
export const RISKS = ['public-service', 'roles', 'custom-resources', 'service-account-token'] as const;

/**
 * What a service of the site's own may emit only where the site file says so: `public-service` (a Service of type `LoadBalancer` or
 * `NodePort`), `roles` (a `Role` or `RoleBinding`), `custom-resources` (objects that an operator acts on),
 * `service-account-token` (pods that can log in to the cluster's API).
 */
export type Risk = (typeof RISKS)[number];
