import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Scope } from '../../../../lib/scope';
import { AccessSection } from './access';
import { AddForm } from './add-form';
import { HeldTable } from './held-table';

/** The held credentials, where they come from, and what the browser lets the extension reach. */
export function CredentialsSection({ scope }: { readonly scope: Scope | undefined }) {
  return (
    <SpaceBetween size="l">
      <HeldTable />
      <AddForm scope={scope} />
      <AccessSection scope={scope} />
      <Container header={<Header variant="h2">How credentials are kept</Header>}>
        Credentials stay in the memory of this browser until it is closed, or until you forget them
        here. They are never written to disk and never given to a web page. Calls to AWS are signed
        with the secret key; the key itself is not sent anywhere.
      </Container>
    </SpaceBetween>
  );
}
