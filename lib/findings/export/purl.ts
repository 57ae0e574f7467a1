import type { VulnerablePackage } from '../finding';
import { versionText } from '../vulnerability';
import { encodePart } from './address';

/**
 * The types of package URLs, by what AWS calls the package manager; the words drift between scans.
 * Of a package of the operating system AWS does not tell the distribution, without which its address
 * would be of another package. Source: the package URL specification, types; the Inspector model,
 * PackageManager.
 */
const types: Readonly<Record<string, string>> = {
  PIP: 'pypi',
  PIPENV: 'pypi',
  POETRY: 'pypi',
  PYTHON: 'pypi',
  PYTHONPKG: 'pypi',
  NPM: 'npm',
  NODE: 'npm',
  NODEPKG: 'npm',
  YARN: 'npm',
  GO: 'golang',
  GOBINARY: 'golang',
  GOMOD: 'golang',
  CARGO: 'cargo',
  COMPOSER: 'composer',
  BUNDLER: 'gem',
  GEMSPEC: 'gem',
  NUGET: 'nuget',
  DOTNET_CORE: 'nuget',
  JAR: 'maven',
  JAVA: 'maven',
  POM: 'maven',
};

/** The package URL of a package, such as `pkg:pypi/certifi@2022.12.7`, where it can be told. */
export function purlOf(each: VulnerablePackage): string | undefined {
  const manager = each.packageManager?.toUpperCase() ?? '';
  const type = Object.hasOwn(types, manager) ? types[manager] : undefined;
  const parts = type === undefined ? undefined : partsOf(type, each.name);
  if (type === undefined || !parts || parts.includes('')) return undefined;
  const version = versionText(each);
  const path = parts.map(encodePart).join('/');
  return `pkg:${type}/${path}${version === undefined ? '' : `@${encodePart(version)}`}`;
}

/** The namespace and the name, as the type has them. */
function partsOf(type: string, name: string): readonly string[] | undefined {
  switch (type) {
    case 'pypi':
      return [name.toLowerCase().replaceAll('_', '-')];
    case 'golang':
    case 'composer':
      return name.toLowerCase().split('/');
    case 'npm':
      return name.toLowerCase().split('/');
    case 'maven': {
      // Without its group it is not known which one it is.
      const parts = name.split(':');
      return parts.length === 2 ? parts : undefined;
    }
    default:
      return [name];
  }
}
