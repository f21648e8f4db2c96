const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  testMatch: ['<rootDir>/test/recipe/recipe.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/recipe/prepare.ts',
  globalTeardown: '<rootDir>/test/recipe/finish.ts',
  testTimeout: 10 * 60 * 1000,
};
