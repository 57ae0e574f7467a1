/**
 * What accounts are for, each with a word and a colour. White text on each colour, and each colour
 * beside a light or a dark background, have the contrast that WCAG 2.2 AA asks for (1.4.3, 1.4.11).
 * The colour is never the only sign.
 */
export const environments = {
  production: { name: 'Production', color: '#d91515' },
  staging: { name: 'Staging', color: '#b85c00' },
  test: { name: 'Test', color: '#0972d3' },
  development: { name: 'Development', color: '#1d8102' },
  sandbox: { name: 'Sandbox', color: '#687078' },
} as const;

export type Environment = keyof typeof environments;
