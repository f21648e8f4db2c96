# The second container: what deploys the site, apart from the image that runs it. It holds no site code and no credential.
# Keep kubectl within one minor version of the cluster.
FROM registry.k8s.io/kubectl:v1.36.4@sha256:b8d523e7b8cdc5e3caa0f8891ee9f504abf137dec786e6e0ddd33e4f272c2f13 AS kubectl

FROM node:22.23.3-alpine@sha256:0a7108bf6c7bf5de370ffb1a3ed6be93d405b43ff159f681a8d18c0e2bc2e402
COPY --from=kubectl /bin/kubectl /usr/local/bin/kubectl
WORKDIR /opt/apply
COPY package.json package-lock.json ./
{{packages}}RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
ENV PATH="/opt/apply/node_modules/.bin:$PATH"
USER node
CMD ["cdk8s-drupal", "--help"]
