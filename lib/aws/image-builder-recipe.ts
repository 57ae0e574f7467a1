import type { BlockDevice, Recipe, RecipeComponent } from '../builds/build';
import { present } from '../present';
import { flagIn, listIn, memberIn, numberIn, textIn, textsIn } from './members';

/** The recipe of a build: of an image, or of a container. Nothing when AWS tells none. */
export function toRecipe(image: unknown, container: unknown): Recipe | undefined {
  const wire = image ?? container;
  if (wire === undefined) return undefined;
  const instance = memberIn(wire, 'instanceConfiguration');
  const devices = listIn(image === undefined ? instance : wire, 'blockDeviceMappings');
  const userData = textIn(memberIn(wire, 'additionalInstanceConfiguration'), 'userDataOverride');
  return {
    kind: image === undefined ? 'container' : 'image',
    components: listIn(wire, 'components').map(toComponent),
    blockDevices: devices.map(toBlockDevice),
    ...present({
      arn: textIn(wire, 'arn'),
      name: textIn(wire, 'name'),
      version: textIn(wire, 'version'),
      description: textIn(wire, 'description'),
      parent: textIn(wire, 'parentImage'),
      userData: userData === undefined ? undefined : decodeText(userData),
      workingDirectory: textIn(wire, 'workingDirectory'),
      repository: textIn(memberIn(wire, 'targetRepository'), 'repositoryName'),
      dockerfile: textIn(wire, 'dockerfileTemplateData'),
    }),
  };
}

function toComponent(wire: unknown): RecipeComponent {
  const arn = textIn(wire, 'componentArn') ?? '';
  const [, name = arn, version = ''] = /:component\/([^/]+)\/([^/]+(?:\/\d+)?)$/.exec(arn) ?? [];
  return {
    arn,
    name,
    version,
    parameters: listIn(wire, 'parameters').map((parameter) => ({
      name: textIn(parameter, 'name') ?? '',
      value: textsIn(parameter, 'value').join(', '),
    })),
  };
}

function toBlockDevice(wire: unknown): BlockDevice {
  const ebs = memberIn(wire, 'ebs');
  return present({
    device: textIn(wire, 'deviceName'),
    size: numberIn(ebs, 'volumeSize'),
    type: textIn(ebs, 'volumeType'),
    iops: numberIn(ebs, 'iops'),
    throughput: numberIn(ebs, 'throughput'),
    encrypted: flagIn(ebs, 'encrypted'),
    kmsKey: textIn(ebs, 'kmsKeyId'),
    snapshot: textIn(ebs, 'snapshotId'),
    deleteOnTermination: flagIn(ebs, 'deleteOnTermination'),
  });
}

/** Text that AWS has in base64; what is not, or is no text, stays as it is. */
function decodeText(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return base64;
  }
}
