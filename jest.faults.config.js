const deploy = require('./jest.deploy.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...deploy,
  testMatch: ['<rootDir>/test/deploy/faults.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
