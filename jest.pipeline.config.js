const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  testMatch: ['<rootDir>/test/pipeline/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // A pipeline takes its time on a machine that does other things, too.
  testTimeout: 3 * 60 * 1000,
};
