import type { AccountNames } from '../../../lib/accounts/alias';
import type { Image, ImageShare } from '../../../lib/images/image';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import { shareObstacle } from '../../../lib/sharing/draft';
import { describePermissions, explainObstacle } from '../../../lib/sharing/explain';
import { AccountName } from '../../light/account-name';
import { Button } from '../../light/button';
import { Table } from '../../light/table';
import { isOwn } from './judge';
import type { GoOn } from '../problem';
import type { Reading } from '../reading';
import { ReadingView, Section } from '../section';

interface SharingProps {
  readonly image: Image;
  readonly names: AccountNames;
  readonly shares: Reading<readonly ImageShare[]>;
  /** Opens the desk window, where every change is made. */
  readonly openDesk: (target: DeskTarget) => void;
  readonly goOn: GoOn;
}

/** Who an image is shared with, and the ways to the desk where that is changed. */
export function Sharing({ image, names, shares, openDesk, goOn }: SharingProps) {
  const obstacle = shareObstacle(image);
  if (!isOwn(image)) {
    return (
      <Section title="Sharing">
        {obstacle && <p>{explainObstacle(obstacle)}</p>}
        {image.granted && (
          <p>This account may use it for: {describePermissions(image.granted).toLowerCase()}.</p>
        )}
      </Section>
    );
  }
  const { name, arn } = image;
  const target = { name, ...(arn !== '' && { arn }) };
  const shared = (shares.held?.value.length ?? 0) > 0;
  const controls = obstacle ? (
    <p>{explainObstacle(obstacle)}</p>
  ) : (
    <div class="buttons">
      <Button onClick={() => openDesk({ view: 'share', image: target })}>Share image</Button>
      <Button onClick={() => openDesk({ view: 'edit', image: target })}>Edit permissions</Button>
      {shared && (
        <Button onClick={() => openDesk({ view: 'stop', image: target })}>Stop sharing</Button>
      )}
    </div>
  );
  return (
    <Section title="Sharing">
      {controls}
      <ReadingView reading={shares} waiting="Reading who this image is shared with" goOn={goOn}>
        {(read) => (
          <Shares
            shares={read}
            names={names}
            {...(!obstacle && {
              onRevoke: (account: string) => openDesk({ view: 'revoke', image: target, account }),
            })}
          />
        )}
      </ReadingView>
    </Section>
  );
}

interface SharesProps {
  readonly shares: readonly ImageShare[];
  readonly names: AccountNames;
  readonly onRevoke?: (account: string) => void;
}

function Shares({ shares, names, onRevoke }: SharesProps) {
  if (shares.length === 0) return <p>This image is not shared with any account.</p>;
  const count = shares.length === 1 ? '1 account' : `${shares.length} accounts`;
  return (
    <>
      <p>Shared with {count}.</p>
      <Table
        label="Accounts that this image is shared with"
        columns={['Account', 'May use it for', ...(onRevoke ? ['Action'] : [])]}
        rows={shares.map((share) => ({
          key: share.account,
          cells: [
            <AccountName key="account" account={share.account} known={names.get(share.account)} />,
            describePermissions(share),
            ...(onRevoke
              ? [
                  <Button
                    key="revoke"
                    variant="link"
                    label={`Revoke access ${share.account}`}
                    onClick={() => onRevoke(share.account)}
                  >
                    Revoke access
                  </Button>,
                ]
              : []),
          ],
        }))}
      />
    </>
  );
}
