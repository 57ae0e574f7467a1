import { jsonProtocol } from './json';
import type { Protocol } from './protocol';
import { queryProtocol } from './query';
import type { ServiceName } from './regions';
import { imageBuilderProtocol, inspectorProtocol, ramProtocol } from './rest';

/** A service that calls are signed for, by its endpoint prefix. */
export type SignedService = ServiceName | 'sts';

/** What a service is spoken to with, and the name that signatures have for it. */
interface Speech {
  readonly signingName: string;
  readonly protocol: Protocol;
}

/**
 * How every service is spoken to that calls are signed for. The SDK's clients for them would be
 * nine tenths of a worker that is read anew at each start; they are what the tests hold this against.
 * Source: the metadata of the services' models.
 */
export const speeches: Readonly<Record<SignedService, Speech>> = {
  appstream2: { signingName: 'appstream', protocol: jsonProtocol('PhotonAdminProxyService') },
  ec2: { signingName: 'ec2', protocol: queryProtocol('2016-11-15') },
  imagebuilder: { signingName: 'imagebuilder', protocol: imageBuilderProtocol },
  inspector2: { signingName: 'inspector2', protocol: inspectorProtocol },
  organizations: {
    signingName: 'organizations',
    protocol: jsonProtocol('AWSOrganizationsV20161128'),
  },
  ram: { signingName: 'ram', protocol: ramProtocol },
  sts: { signingName: 'sts', protocol: queryProtocol('2011-06-15') },
};
