/** @type {import('jest').Config} */
module.exports = {
  // Types are checked once, by `tsc --noEmit`; Jest only strips them (isolatedModules in tsconfig.json).
  transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
  testMatch: ['<rootDir>/main.test.ts', '<rootDir>/{lib,cli,sites,bench,test}/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/cluster/',
    '<rootDir>/test/deploy/',
    '<rootDir>/test/pipeline/',
    '<rootDir>/test/recipe/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/(build|dist)/'],
  // `source` makes `import ... from 'cdk8s-drupal'` mean lib/, as in tsconfig.json.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  setupFiles: ['<rootDir>/test/seed.ts', '<rootDir>/test/environment.ts'],
};
