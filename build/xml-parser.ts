import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/**
 * Gives STS the XML parser that needs no DOM. The SDK's browser build asks for `DOMParser`,
 * which a service worker lacks (aws/aws-sdk-js-v3 #7375).
 */
export function xmlParserWithoutDom(): Plugin {
  const parser = fileURLToPath(
    new URL('../node_modules/@aws-sdk/xml-builder/dist-es/xml-parser.js', import.meta.url),
  );
  return {
    name: 'image-desk:xml-parser-without-dom',
    enforce: 'pre',
    resolveId: (id, importer) =>
      /[/\\]xml-parser(?:\.browser)?(?:\.js)?$/.test(id) && importer?.includes('xml-builder')
        ? parser
        : undefined,
  };
}
