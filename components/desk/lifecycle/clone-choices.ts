import type { RepositoryApplication } from '../../../lib/applications/application';
import { onImage } from '../../../lib/applications/repository';
import { isLinux } from '../../../lib/cloning/clone';
import { applicationProblems } from '../../../lib/cloning/script/application-problems';
import type { Image } from '../../../lib/images/image';
import { licenseIncluded, nameOfLicensed } from '../../../lib/lifecycle/license-included';

/** Something that can be added to an image. */
export interface CloneChoice {
  /** Tells it from all others. */
  readonly key: string;
  readonly kind: 'repository' | 'license-included';
  /** Its id in the application repository, or AWS's name of it. */
  readonly id: string;
  readonly name: string;
  /** Whether it is on the image already. */
  readonly installed: boolean;
  /** Why it cannot be added, in one sentence. */
  readonly obstacle?: string;
}

/** Where what can be added comes from. */
export const choiceKinds: Readonly<Record<CloneChoice['kind'], string>> = {
  repository: 'Application repository',
  'license-included': 'License included by AWS',
};

/**
 * What there is to add to an image: of the repository what fits and then what is there already,
 * license-included software, which is for Windows alone, and at last what does not fit.
 */
export function choicesFor(
  image: Pick<Image, 'applications' | 'platform'>,
  applications: readonly RepositoryApplication[],
): readonly CloneChoice[] {
  const there = onImage(applications, image);
  const own = applications.map((application): CloneChoice => {
    const { id, name } = application;
    const installed = there.has(id);
    const obstacle = installed
      ? `${name} is on the image already.`
      : applicationProblems(application, platformOf(image, application))[0]?.sentence;
    return {
      key: `repository/${id}`,
      kind: 'repository',
      id,
      name,
      installed,
      ...(obstacle !== undefined && { obstacle }),
    };
  });
  const licensed = isLinux(image.platform)
    ? []
    : licenseIncluded.map((id): CloneChoice => ({
        key: `license-included/${id}`,
        kind: 'license-included',
        id,
        name: nameOfLicensed(id),
        installed: false,
      }));
  const placeOf = ({ kind, installed, obstacle }: CloneChoice) => {
    if (kind === 'license-included') return 2;
    return obstacle === undefined ? 0 : installed ? 1 : 3;
  };
  return [...own, ...licensed].toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Whether a choice is one that was looked for. */
export function fitsText({ id, name, kind }: CloneChoice, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [id, name, choiceKinds[kind]].some((each) => each.toLowerCase().includes(wanted));
}

/** Where AWS tells no platform nothing is known against an application. */
function platformOf({ platform }: Pick<Image, 'platform'>, application: RepositoryApplication) {
  if (platform === undefined) return application.platform;
  return isLinux(platform) ? 'linux' : 'windows';
}
