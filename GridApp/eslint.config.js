import js from '@eslint/js';
import globals from 'globals';

// Run from the root of the repository (`npm run check` does): the tests of the modules live in the test project.
export default [
  {
    files: ['GridApp/{Features,Layout,Components,wwwroot/js}/**/*.js', 'GridApp.Tests/Scripts/**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: { ...globals.browser } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...js.configs.recommended.rules,
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      'no-shadow': 'error',
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
          property,
          message: 'Names come from files that people import: textContent, never HTML.',
        })),
      ],
    },
  },
  {
    files: ['GridApp.Tests/Scripts/**/*.js'],
    languageOptions: { globals: { ...globals.node } },
  },
];
