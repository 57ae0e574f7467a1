import { preact } from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { manifestOf } from './build/manifest';

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  manifest: manifestOf,
  vite: () => ({
    plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
    build: { target: ['chrome120', 'firefox140'] },
  }),
});
