const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  testMatch: ['<rootDir>/test/cluster/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  setupFiles: ['<rootDir>/test/seed.ts'],
  globalSetup: '<rootDir>/test/cluster/require-cluster.ts',
  // Pods start and claims bind in their own time, and one cluster serves all files.
  testTimeout: 15 * 60 * 1000,
  maxWorkers: 1,
};
