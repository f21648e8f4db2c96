# The second container: what deploys the site, apart from the image that runs it. It holds no site code and no credential.
# Keep kubectl within one minor version of the cluster.
FROM registry.k8s.io/kubectl:v1.33.5 AS kubectl

FROM node:22-alpine
COPY --from=kubectl /bin/kubectl /usr/local/bin/kubectl
WORKDIR /opt/apply
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
ENV PATH="/opt/apply/node_modules/.bin:$PATH"
USER node
CMD ["cdk8s-drupal", "--help"]
