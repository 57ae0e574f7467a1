import type { ApplicationPlatform, ApplicationSource } from './application';

/**
 * An absolute path of Windows: from a drive or a share, without the characters that no name of a
 * file has. Source: Microsoft's "Naming Files, Paths, and Namespaces".
 */
const windowsPath = /^(?:[a-z]:\\|\\\\[^\\/:*?"<>|]+\\[^\\/:*?"<>|]+\\)[^/:*?"<>|]*$/i;

/** Whether a text is an absolute path. */
export function isAbsolutePath(text: string, platform: ApplicationPlatform): boolean {
  return platform === 'windows' ? windowsPath.test(text) : text.startsWith('/');
}

/**
 * Whether a path is of something that can be started: by its ending on Windows. Source: AWS's
 * guide, "Create Your Amazon AppStream 2.0 Image Programmatically".
 */
export function isProgram(path: string, platform: ApplicationPlatform): boolean {
  return platform === 'windows' ? /[^\\]\.(?:exe|bat)$/i.test(path) : !path.endsWith('/');
}

/** Whether a text is an address of HTTPS, without a name and a password in it. */
export function isHttps(text: string): boolean {
  if (!/^https:\/\/\S+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

const dataIcon =
  /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,(?:[a-z\d+/]{4})*(?:[a-z\d+/]{2}==|[a-z\d+/]{3}=)?$/i;

/** Whether a text is the address of an icon, or has the icon in it. */
export function isIcon(text: string): boolean {
  return isHttps(text) || isDataIcon(text);
}

/** Whether the icon is in its address, so that it can be shown without asking anybody for it. */
export function isDataIcon(text: string): boolean {
  return dataIcon.test(text);
}

/** Source: Amazon S3's rules for the names of general purpose buckets. */
const s3Pattern = /^s3:\/\/[a-z\d][a-z\d.-]{1,61}[a-z\d]\/(.*[^/])$/;

/** The longest key of an object, in bytes of UTF-8. Source: Amazon S3's "Naming objects". */
const longestKey = 1024;

/** Reads where files come from. Nothing when it is none of what there is. */
export function readSource(
  text: string,
  platform: ApplicationPlatform,
): ApplicationSource | undefined {
  if (isHttps(text)) return { kind: 'https', url: text };
  const key = s3Pattern.exec(text)?.[1];
  if (key !== undefined) {
    return new TextEncoder().encode(key).length > longestKey
      ? undefined
      : { kind: 's3', uri: text };
  }
  return isAbsolutePath(text, platform) ? { kind: 'path', path: text } : undefined;
}
