const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  testMatch: ['<rootDir>/test/data/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/data/prepare.ts',
  globalTeardown: '<rootDir>/test/recipe/finish.ts',
  // A node of two cores, and a dump of 200 MB.
  reporters: ['default', '<rootDir>/test/data/report/reporter.cjs'],
  testTimeout: 10 * 60 * 1000,
  maxWorkers: 1,
};
