/**
 * Whether cdk8s-cli runs the app. lib/ci/ci.ts says the same to the app itself, which something else than app.cjs may run; a test
 * holds the two together.
 */
exports.byCli = ({ CDK8S_OUTDIR, CDK8S_RECORD_CONSTRUCT_METADATA }) =>
  Boolean(CDK8S_OUTDIR && CDK8S_RECORD_CONSTRUCT_METADATA);
