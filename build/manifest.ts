import { consoleDomains } from '../lib/console/page';
import {
  dnsSuffixes,
  endpointOf,
  inspectorServices,
  organizationServices,
  regions,
  regionServices,
  signInServices,
} from '../lib/aws/regions';

/** The endpoints that Image Desk may ask for, Region by Region, when credentials are added. */
const awsHosts = [...new Set(Object.values(dnsSuffixes))].map((suffix) => `https://*.${suffix}/*`);

/** The pages of a console in every partition; `*.` covers the bare domain as well. */
const pagesUnder = (path: string) =>
  Object.values(consoleDomains).map((domain) => `https://*.${domain}/${path}/*`);

/** The pages that each panel is for. */
export const appStreamConsoles = pagesUnder('appstream2');
export const imageBuilderConsoles = pagesUnder('imagebuilder');

/**
 * Every address that Image Desk calls. Named one by one: with a wildcard anybody's bucket at AWS
 * would be within reach.
 */
const endpoints = regions.flatMap(({ code }) =>
  [...regionServices, ...signInServices, ...organizationServices, ...inspectorServices]
    .map((service) => endpointOf(service, code))
    .filter((endpoint) => endpoint !== undefined),
);

/**
 * The policy of the extension's pages and, through `connect-src`, of the worker: what it may
 * reach are these endpoints of AWS and nothing else.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  `connect-src ${endpoints.join(' ')}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The manifest, as far as WXT does not derive it from the entrypoints. */
export function manifestOf({ browser }: { readonly browser: string }) {
  return {
    name: 'Image Desk',
    description:
      'Makes the AWS console good at images: see and change who an AppStream image is shared with.',
    permissions: ['storage', 'alarms', 'idle'],
    optional_permissions: ['notifications'],
    optional_host_permissions: awsHosts,
    commands: {
      lock: { suggested_key: { default: 'Alt+Shift+L' }, description: 'Lock Image Desk' },
    },
    content_security_policy: { extension_pages: contentSecurityPolicy },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'image-desk@image-desk',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['authenticationInfo'] },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      : {
          minimum_chrome_version: '120',
          externally_connectable: { ids: [] },
          // Chrome wants to know what a company can set. Firefox does not, and warns of the key.
          storage: { managed_schema: 'managed-schema.json' },
        }),
  };
}
