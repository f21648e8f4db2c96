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
    '<rootDir>/test/data/',
    '<rootDir>/test/images/',
    '<rootDir>/test/alarms/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/(build|dist)/'],
  // `import ... from 'cdk8s-drupal'` means lib/, as in tsconfig.json.
  moduleNameMapper: { '^cdk8s-drupal$': '<rootDir>/lib/index.ts' },
  globalSetup: '<rootDir>/test/temporary-folder/begin.ts',
  globalTeardown: '<rootDir>/test/temporary-folder/end.ts',
  setupFiles: ['<rootDir>/test/seed.ts', '<rootDir>/test/environment.ts'],
  // Jest's default leaves one core idle: on two cores, that is one worker and twice the time.
  maxWorkers: '100%',
  // Many tests start a program, which a busy machine does slowly.
  testTimeout: 30_000,
};
