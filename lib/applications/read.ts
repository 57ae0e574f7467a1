import { present } from '../present';
import { failed, ok, type Result } from '../result';
import { hasUnseen, lengthOf, oneLine } from '../typed-text';
import {
  applicationFields,
  applicationLimits,
  applicationPlatforms,
  type ApplicationField,
  type ApplicationPlatform,
  type ApplicationText,
  type RepositoryApplication,
} from './application';
import { isAbsolutePath, isIcon, isProgram, readSource } from './places';
import * as v from 'valibot';

/** What is wrong with an application, and in which of its members. */
export type ApplicationFault =
  | { readonly field: ApplicationField; readonly kind: FieldFault }
  /** There is one of this id, whatever its case, before it. */
  | { readonly field: 'id'; readonly kind: 'taken' }
  /** No object of texts, or one with a member that no application has. */
  | { readonly field: 'entry'; readonly kind: 'shape' | 'member' };

/** What is wrong with a member; `program` is a path to something that cannot be started. */
export type FieldFault = 'missing' | 'long' | 'characters' | 'invalid' | 'program';

const required: ReadonlySet<ApplicationField> = new Set(['id', 'name', 'platform', 'launchPath']);

/** Source: AWS's model, `ApplicationConfig.Name`. */
const idPattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}$/;

/** No application, to begin with. */
export const blankApplication: ApplicationText = {
  id: '',
  name: '',
  platform: '',
  icon: '',
  source: '',
  install: '',
  launchPath: '',
  launchParameters: '',
  workingDirectory: '',
  manifestPath: '',
  iconPath: '',
};

/**
 * Reads an application. Spaces around are taken off, the name is put on one line, and the lines of
 * the command that installs it end as on Linux.
 */
export function readApplication(
  typed: ApplicationText,
): Result<RepositoryApplication, readonly ApplicationFault[]> {
  const text = tidied(typed);
  const platform = applicationPlatforms.find((each) => each === text.platform);
  const faults = applicationFields.flatMap((field) => {
    const kind = faultOf(field, text, platform);
    return kind === undefined ? [] : [{ field, kind }];
  });
  if (faults.length > 0 || !platform) return failed(faults);
  return ok({
    id: text.id,
    name: text.name,
    platform,
    launchPath: text.launchPath,
    ...present({
      icon: text.icon || undefined,
      source: text.source === '' ? undefined : readSource(text.source, platform),
      install: text.install || undefined,
      launchParameters: text.launchParameters || undefined,
      workingDirectory: text.workingDirectory || undefined,
      manifestPath: text.manifestPath || undefined,
      iconPath: text.iconPath || undefined,
    }),
  });
}

function tidied(typed: ApplicationText): ApplicationText {
  return {
    id: typed.id.trim(),
    name: oneLine(typed.name),
    platform: typed.platform.trim().toLowerCase(),
    icon: typed.icon.trim(),
    source: typed.source.trim(),
    install: typed.install.replaceAll(/\r\n?/g, '\n').trim(),
    launchPath: typed.launchPath.trim(),
    launchParameters: typed.launchParameters.trim(),
    workingDirectory: typed.workingDirectory.trim(),
    manifestPath: typed.manifestPath.trim(),
    iconPath: typed.iconPath.trim(),
  };
}

function faultOf(
  field: ApplicationField,
  text: ApplicationText,
  platform: ApplicationPlatform | undefined,
): FieldFault | undefined {
  const value = text[field];
  if (value === '') {
    const isNeeded = required.has(field) || (field === 'install' && text.source !== '');
    return isNeeded ? 'missing' : undefined;
  }
  if (lengthOf(value) > applicationLimits[field]) return 'long';
  const seen = field === 'install' ? value.replaceAll(/[\n\t]/g, ' ') : value;
  if (hasUnseen(seen)) return 'characters';
  return ruleFault(field, value, platform);
}

/** What a member breaks of the rules that are its own. Paths have none before the platform is known. */
function ruleFault(
  field: ApplicationField,
  value: string,
  platform: ApplicationPlatform | undefined,
): FieldFault | undefined {
  switch (field) {
    case 'id':
      return idPattern.test(value) ? undefined : 'invalid';
    case 'platform':
      return platform ? undefined : 'invalid';
    case 'icon':
      return isIcon(value) ? undefined : 'invalid';
    case 'source':
      return !platform || readSource(value, platform) ? undefined : 'invalid';
    case 'launchPath':
      if (!platform) return undefined;
      if (!isAbsolutePath(value, platform)) return 'invalid';
      return isProgram(value, platform) ? undefined : 'program';
    case 'workingDirectory':
    case 'manifestPath':
    case 'iconPath':
      return !platform || isAbsolutePath(value, platform) ? undefined : 'invalid';
    case 'name':
    case 'install':
    case 'launchParameters':
      return undefined;
  }
}

const text = v.exactOptional(v.string(), '');

const entry = v.strictObject({
  id: text,
  name: text,
  platform: text,
  icon: text,
  source: text,
  install: text,
  launchPath: text,
  launchParameters: text,
  workingDirectory: text,
  manifestPath: text,
  iconPath: text,
});

/**
 * Reads an application as JSON and a company's policy have it: an object of texts. A member that
 * no application has is refused, as it may be a misspelt one.
 */
export function readApplicationEntry(
  raw: unknown,
): Result<RepositoryApplication, readonly ApplicationFault[]> {
  // An empty list would be taken for an object without members.
  const read = v.safeParse(entry, Array.isArray(raw) ? undefined : raw);
  if (read.success) return readApplication(read.output);
  const isMember = isObject(raw) && read.issues.every(({ type }) => type === 'strict_object');
  return failed([{ field: 'entry', kind: isMember ? 'member' : 'shape' }]);
}

function isObject(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** An application as `readApplicationEntry` reads it: what it lacks is left out. */
export function entryOfApplication(written: ApplicationText): Partial<ApplicationText> {
  return Object.fromEntries(
    applicationFields
      .filter((field) => written[field] !== '')
      .map((field) => [field, written[field]]),
  );
}
