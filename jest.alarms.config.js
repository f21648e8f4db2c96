const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  testMatch: ['<rootDir>/test/alarms/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/alarms/prepare.ts',
  globalTeardown: '<rootDir>/test/recipe/finish.ts',
  // An alarm of an hour takes two minutes to be raised, and as long to end.
  testTimeout: 15 * 60 * 1000,
  maxWorkers: 1,
};
