import type { SiteCheck } from './check';

/** Where a pod of the site calls the web, Drupal has to know the addresses of pods. */
const proxies: SiteCheck = ({ services = [], httpCache, cluster }) => {
  const index = services.findIndex((service) => typeof service?.addProxy === 'function');
  const first = index < 0 ? httpCache && 'httpCache' : `services[${index}]`;
  const { proxyAddresses, podAddresses } = cluster?.props ?? {};
  if (!first || proxyAddresses === undefined || podAddresses !== undefined) return [];
  return [
    {
      path: 'cluster.podAddresses',
      message: `is missing: ${first} stands between the edge and the web, so Drupal is called by a pod, and proxyAddresses alone would have every visitor come from that pod's address`,
      allowed: "ranges of the pods' addresses, such as 10.244.0.0/16",
      fix: 'add podAddresses beside proxyAddresses, even where one contains the other',
    },
  ];
};

export default proxies;
