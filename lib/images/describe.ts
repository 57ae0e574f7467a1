import type { Image, ImageListing, Visibility } from './image';

/** The names of AWS's platform codes. Source: AppStream model, PlatformType. */
const platforms: Readonly<Record<string, string>> = {
  WINDOWS: 'Windows',
  WINDOWS_SERVER_2016: 'Windows Server 2016',
  WINDOWS_SERVER_2019: 'Windows Server 2019',
  WINDOWS_SERVER_2022: 'Windows Server 2022',
  WINDOWS_SERVER_2025: 'Windows Server 2025',
  AMAZON_LINUX2: 'Amazon Linux 2',
  RHEL8: 'Red Hat Enterprise Linux 8',
  ROCKY_LINUX8: 'Rocky Linux 8',
  UBUNTU_PRO_2404: 'Ubuntu Pro 24.04 LTS',
};

/** A platform in words; a code that is newer than this list is shown as it is. */
export function describePlatform(code: string | undefined): string {
  if (code === undefined) return 'Not stated';
  return (Object.hasOwn(platforms, code) ? platforms[code] : undefined) ?? code;
}

/** The console's names of the four classes. */
export const visibilityNames: Readonly<Record<Visibility, string>> = {
  private: 'Private',
  'shared-with-others': 'Shared with others',
  'shared-with-me': 'Shared with me',
  public: 'Public',
};

/** A state in words: `AVAILABLE` reads `Available`. */
export function describeState(state: string): string {
  const words = state.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a state is to be shown. */
export function stateTone(state: string): 'success' | 'error' | 'pending' {
  if (state === 'AVAILABLE' || state === 'RUNNING') return 'success';
  return state === 'FAILED' ? 'error' : 'pending';
}

const day = 24 * 60 * 60 * 1000;

/** The units in which an age is told, largest first, in milliseconds. */
const units = [
  ['year', 365 * day],
  ['month', 30 * day],
  ['day', day],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const;

/** How long ago a time was, in words: `3 days ago`. Both are epoch milliseconds. */
export function describeAge(time: number, now: number, locale?: string): string {
  const elapsed = Math.max(0, now - time);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  for (const [unit, length] of units) {
    if (elapsed >= length) return format.format(-Math.floor(elapsed / length), unit);
  }
  return 'just now';
}

/** A time in the person's own time zone, with the zone named. */
export function describeTime(time: number, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone !== undefined && { timeZone }),
  }).format(time);
}

/** What a picker needs of images, own ones first, each class by name. */
export function listingsOf(images: readonly Image[]): readonly ImageListing[] {
  const order = Object.keys(visibilityNames);
  return images
    .map(({ arn, name, displayName, visibility, state, platform, createdAt }) => ({
      arn,
      name,
      visibility,
      state,
      ...(displayName !== undefined && { displayName }),
      ...(platform !== undefined && { platform }),
      ...(createdAt !== undefined && { createdAt }),
    }))
    .toSorted(
      (a, b) =>
        order.indexOf(a.visibility) - order.indexOf(b.visibility) || a.name.localeCompare(b.name),
    );
}

/** The name of the image that an ARN names; the ARN itself when it is none. */
export function nameOfArn(arn: string): string {
  return /:image\/(.+)$/.exec(arn)?.[1] ?? arn;
}
