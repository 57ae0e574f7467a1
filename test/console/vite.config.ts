import { preact } from '@preact/preset-vite';
import path from 'node:path';
import { defineConfig } from 'vite';

const app = path.join(import.meta.dirname, 'app');

export default defineConfig({
  root: app,
  // A test runner sets NODE_ENV; the console is the same production build wherever it is made.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
  build: {
    target: 'chrome120',
    // The server writes the HTML, so the files have stable names and one style sheet.
    cssCodeSplit: false,
    modulePreload: false,
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: { app: path.join(app, 'main.tsx'), shell: path.join(app, 'shell.ts') },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'shared-[name].js',
        assetFileNames: 'app[extname]',
      },
    },
  },
});
