const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  testMatch: ['<rootDir>/test/images/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/images/prepare.ts',
  globalTeardown: '<rootDir>/test/recipe/finish.ts',
  testTimeout: 10 * 60 * 1000,
  maxWorkers: 1,
};
