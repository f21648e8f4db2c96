import { Cluster, Database, defineSite, Edge, Files, type Site } from 'cdk8s-drupal';

const cluster = Cluster.doks({ edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt-prod' }) });

/** Sites as an operator of many has them: on one cluster, each with a database and files, live and on stage. */
export function makeSites(count: number): Site[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `site-${index + 1}`;
    return defineSite({
      name,
      image: `registry.example.com/sites/${name}:1.0.0`,
      cluster,
      database: Database.mariadb({ size: '10Gi' }),
      files: Files.block({ size: '20Gi' }),
      environments: {
        live: { branch: 'main', hosts: [`${name}.example.com`, `www.${name}.example.com`] },
        stage: { branch: 'develop', hosts: [`stage.${name}.example.com`] },
      },
    });
  });
}
