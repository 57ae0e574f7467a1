import type { Output } from '../builds/build';
import type { BuildToShare } from '../builds/sharing-facts';
import type { Result } from '../result';
import { listIn, memberIn, textIn } from './members';
import type { Service } from './service';

/** A build, as far as sharing it needs to know. */
export function getBuildToShare(
  imageBuilder: Service,
  build: string,
): Promise<Result<BuildToShare>> {
  return imageBuilder.run({
    facts: { action: 'imagebuilder:GetImage', what: `Image ${build}` },
    operation: 'GetImage',
    input: { imageBuildVersionArn: build },
    read(answer) {
      const image = memberIn(answer, 'image');
      if (image === undefined) return undefined;
      const [, , name = '', version = '', buildVersion = ''] =
        /:(image)\/([^/]+)\/([^/]+)\/(\d+)$/.exec(build) ?? [];
      return {
        arn: build,
        name: textIn(image, 'name') ?? name,
        version,
        buildVersion,
        status: textIn(memberIn(image, 'state'), 'status') ?? 'UNKNOWN',
        outputs: listIn(memberIn(image, 'outputResources'), 'amis').map(toOutput),
      };
    },
  });
}

function toOutput(wire: unknown): Output {
  const [region, image] = [textIn(wire, 'region'), textIn(wire, 'image')];
  const [name, account] = [textIn(wire, 'name'), textIn(wire, 'accountId')];
  return {
    kind: 'ami',
    ...(region !== undefined && { region }),
    ...(image !== undefined && { image }),
    ...(name !== undefined && { name }),
    ...(account !== undefined && { account }),
  };
}
