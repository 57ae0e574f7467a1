import { formatNumber } from '../words';
import { applicationLimits, type ApplicationField, type ApplicationPlatform } from './application';
import type { ApplicationFault } from './read';

/** What the members are called, in the form and wherever else they are told. */
export const fieldNames: Readonly<Record<ApplicationField, string>> = {
  id: 'ID',
  name: 'Name',
  platform: 'Platform',
  icon: 'Icon',
  source: 'Source',
  install: 'Install command',
  launchPath: 'Launch path',
  launchParameters: 'Launch parameters',
  workingDirectory: 'Working directory',
  manifestPath: 'Manifest path',
  iconPath: 'Icon path',
};

/** The platforms as people call them. */
export const platformNames: Readonly<Record<ApplicationPlatform, string>> = {
  windows: 'Windows',
  linux: 'Linux',
};

const absolute =
  'is not absolute, or is none of its platform. Write it from the drive, as in C:\\Apps, or from the root, as in /opt.';

/** Puts what is wrong with an application in a sentence. */
export function explainApplication(fault: ApplicationFault): string {
  if (fault.field === 'entry') {
    return fault.kind === 'member'
      ? 'It has a member that no application has.'
      : 'This is not an object of texts.';
  }
  const { field, kind } = fault;
  const name = nameOf(field);
  switch (kind) {
    case 'missing':
      return field === 'install'
        ? `${name} is missing: a source alone installs nothing.`
        : `${name} is missing.`;
    case 'long': {
      const most = formatNumber(applicationLimits[field]);
      return `${name} ${verbOf(field)} more than ${most} characters.`;
    }
    case 'characters':
      return `${name} ${verbOf(field)} characters that cannot be seen.`;
    case 'taken':
      return 'There is an application of this ID already. Capital and small letters make no difference.';
    case 'program':
      return `${name} names nothing that can be started: on Windows it ends in .exe or .bat.`;
    case 'invalid':
      return explainInvalid(field);
  }
}

function explainInvalid(field: ApplicationField): string {
  const name = nameOf(field);
  switch (field) {
    case 'id':
      return `${name} can have letters, digits, points, hyphens and underscores alone, and begins with a letter or a digit.`;
    case 'platform':
      return `${name} is neither windows nor linux.`;
    case 'icon':
      return `${name} is neither an address that begins with https:// nor a picture as data:image/…;base64,….`;
    case 'source':
      return `${name} is neither s3://bucket/key nor an address that begins with https:// nor an absolute path.`;
    default:
      return `${name} ${absolute}`;
  }
}

function nameOf(field: ApplicationField): string {
  const name = fieldNames[field];
  return `The ${field === 'id' ? name : name.charAt(0).toLowerCase() + name.slice(1)}`;
}

function verbOf(field: ApplicationField): string {
  return field === 'launchParameters' ? 'have' : 'has';
}
