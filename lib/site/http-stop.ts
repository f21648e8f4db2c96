/** Where requests go on their way from the edge to Drupal: pods of the site, and the Service in front of them. */
export interface HttpStop {
  /** The pods' label `app.kubernetes.io/name`. */
  readonly application: string;
  /** The Service's name. */
  readonly service: string;
  /** The Service's port. */
  readonly port: number;
  /**
   * The port on which the pods answer.
   * @default - that of the Service
   */
  readonly podPort?: number;
}
