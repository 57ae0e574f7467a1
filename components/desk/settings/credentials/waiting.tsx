import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { describeSpan } from '../../../../lib/credentials/expiry';
import type { SignInState } from '../../../../lib/credentials/sign-in';
import { useNow } from '../../parts';
import type { SignInModel } from './sign-in-model';

interface WaitingProps {
  readonly model: SignInModel;
  readonly waiting: Extract<SignInState, { state: 'waiting' }>;
}

/** A sign-in that waits for the person: with the code that both pages must show. */
export function Waiting({ model, waiting }: WaitingProps) {
  const now = useNow();
  return (
    <SpaceBetween size="m">
      <StatusIndicator type="pending" wrapText>
        Waiting for you to confirm, at most {describeSpan(Math.max(0, waiting.expiresAt - now))}{' '}
        more.
      </StatusIndicator>
      <div>
        <Box variant="awsui-key-label">Code</Box>
        <Box variant="span" fontSize="display-l" fontWeight="bold">
          <span class="desk-account">{waiting.userCode}</span>
        </Box>
      </div>
      <Box>
        Compare it with the page that has opened, and confirm there only if they are the same.
      </Box>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          href={waiting.address}
          target="_blank"
          rel="noreferrer"
          iconName="external"
          iconAlign="right"
        >
          Open the page again
        </Button>
        <Button variant="link" onClick={() => void model.end()}>
          Cancel
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}
