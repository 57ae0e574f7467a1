/** Where in the console of Image Builder a hash points to. */
export type ImageBuilderRoute =
  | { readonly page: 'images' }
  | { readonly page: 'version'; readonly arn: string }
  | { readonly page: 'build'; readonly arn: string; readonly tab: string }
  | { readonly page: 'pipelines' }
  | { readonly page: 'pipeline'; readonly arn: string }
  | { readonly page: 'other'; readonly path: string };

/** Hash routes of the console of Image Builder, to be written after the `#`. */
export const imageBuilderRoutes = {
  images: '/images',
  pipelines: '/pipelines',
  /** The builds of a version. How the console itself writes this one is not known. */
  version: (arn: string) => `/images/${encodeURIComponent(arn)}`,
  /** A build, as the console writes it. */
  build: (arn: string, tab = 'details') => `/images/${encodeURIComponent(arn)}/${tab}`,
  /** A build, as a person may write it. */
  rawBuild: (arn: string, tab = 'details') => `/images/${arn}/${tab}`,
  /** A pipeline, with its ARN as it is. */
  pipeline: (arn: string) => `/pipelines/${arn}`,
};

/** What the lists were called in earlier years. */
const formerly: Readonly<Record<string, string>> = {
  '/viewImages': '/images',
  '/viewPipelines': '/pipelines',
};

const imagePattern =
  /^\/images\/(?<version>arn:[^/]+:image\/[^/]+\/[^/]+)(?:\/(?<build>\d+))?(?:\/(?<tab>[^/]*))?$/;
const pipelinePattern = /^\/pipelines\/(?<arn>arn:[^/]+:image-pipeline\/[^/]+)/;

/** Reads a hash. An ARN in it may be encoded or not, and a query may follow. */
export function readImageBuilderRoute(hash: string): ImageBuilderRoute {
  const [written = ''] = hash.replace(/^#?\/?/, '/').split('?');
  const path = formerly[written] ?? decode(written);
  if (path === '/images') return { page: 'images' };
  if (path === '/pipelines') return { page: 'pipelines' };
  const { version, build, tab = '' } = imagePattern.exec(path)?.groups ?? {};
  if (version !== undefined) {
    return build === undefined
      ? { page: 'version', arn: version }
      : { page: 'build', arn: `${version}/${build}`, tab };
  }
  const arn = pipelinePattern.exec(path)?.groups?.['arn'];
  return arn === undefined ? { page: 'other', path } : { page: 'pipeline', arn };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
