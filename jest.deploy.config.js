const cluster = require('./jest.cluster.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...cluster,
  testMatch: ['<rootDir>/test/deploy/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/deploy/faults.test.ts'],
  // A deploy that is told to fail takes its time to believe it.
  testTimeout: 3 * 60 * 1000,
};
