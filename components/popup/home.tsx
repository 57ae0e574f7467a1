import type { ComponentChildren } from 'preact';
import type { AccountNames } from '../../lib/accounts/alias';
import { mayUnlock } from '../../lib/credentials/describe-lock';
import type { DeskTarget } from '../../lib/operations/surfaces';
import type { LockView } from '../../lib/operations/vault';
import type { Problem } from '../../lib/problems/problem';
import type { Scope } from '../../lib/scope';
import { Button } from '../light/button';
import { StatusIndicator } from '../light/status-indicator';
import { Failure } from './failure';
import { Locked } from './lock';
import {
  holdsCredentials,
  holdsNone,
  needsCredentials,
  shareObstacle,
  type PopupState,
} from './model';
import { Heading } from './view';
import { Who } from './who';

interface HomeProps {
  readonly state: PopupState;
  readonly names: AccountNames;
  readonly lock: LockView | undefined;
  readonly now: number;
  readonly failure: Problem | undefined;
  /** Whether somebody has come back here, so that the heading takes the focus. */
  readonly focused: boolean;
  /** Shares images of the account and the Region that the tab shows. */
  readonly onShare: (scope: Scope) => void;
  readonly onLock: () => void;
  readonly openDesk: (target: DeskTarget) => void;
  /** What is under way. */
  readonly children: ComponentChildren;
}

/** The popup's first view: who am I in this tab, what is under way, and where to go from here. */
export function Home(props: HomeProps) {
  const { state, names, lock, now, failure, onShare, onLock, openDesk } = props;
  const unlockable = mayUnlock(lock);
  const obstacle = shareObstacle(state, now);
  const known = state.kind === 'tab' || state.kind === 'elsewhere';
  return (
    <main class="popup">
      <Heading focused={props.focused}>Image Desk</Heading>
      {lock && <Locked view={lock} now={now} />}
      {!(lock?.locked && holdsNone(state)) && <Who state={state} names={names} now={now} />}
      {'readOnly' in state && state.readOnly && (
        <div>
          <StatusIndicator tone="warning">Read-only: nothing can be changed</StatusIndicator>
        </div>
      )}
      {failure && <Failure problem={failure} />}
      {props.children}
      <div class="buttons">
        {unlockable && (
          <Button variant="primary" onClick={() => openDesk({ view: 'settings' })}>
            Unlock
          </Button>
        )}
        {needsCredentials(state, now) && (
          <Button
            variant={unlockable ? 'normal' : 'primary'}
            onClick={() => openDesk({ view: 'settings' })}
          >
            Add credentials
          </Button>
        )}
        {known && (
          <Button
            variant={obstacle === undefined ? 'primary' : 'normal'}
            disabled={obstacle !== undefined}
            {...(obstacle !== undefined && { describedBy: 'share-obstacle' })}
            onClick={() => state.kind === 'tab' && onShare(state.scope)}
          >
            Bulk share
          </Button>
        )}
        <Button onClick={() => openDesk({ view: 'images' })}>Open desk</Button>
        {holdsCredentials(state) && <Button onClick={onLock}>Lock now</Button>}
      </div>
      {known && obstacle !== undefined && (
        <p id="share-obstacle" class="quiet">
          {obstacle}
        </p>
      )}
    </main>
  );
}
