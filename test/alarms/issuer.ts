/** The ClusterIssuer of the node, which signs by itself. */
export const ISSUER = 'alarms';
