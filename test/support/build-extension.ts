import path from 'node:path';
import { build } from 'wxt';

/**
 * Builds the extension for the tests, the bench and the demo: the real build, with the hosts
 * granted that a person would be asked for. No test can press a browser's permission prompt.
 * A test compares the two builds file by file.
 */
for (const browser of ['chrome', 'firefox']) {
  await build({
    root: path.join(import.meta.dirname, '../..'),
    browser,
    mode: 'production',
    outDirTemplate: `${browser}-mv3-test`,
    hooks: {
      'build:manifestGenerated': (_, manifest) => {
        const { optional_host_permissions: hosts = [] } = manifest;
        manifest.host_permissions = [...hosts];
        delete manifest.optional_host_permissions;
      },
    },
  });
}
