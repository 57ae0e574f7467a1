import { useId } from 'preact/hooks';
import { Button } from '../light/button';
import { Section } from './section';

/** What can be done with what the panel shows, or why it cannot. */
export interface Action {
  readonly label: string;
  /** Why it cannot be done now, in one sentence. */
  readonly obstacle?: string | undefined;
}

interface ActionsSectionProps<Of extends Action> {
  readonly actions: readonly Of[];
  readonly onAct: (action: Of) => void;
}

/** What can be done, and what cannot, with the reason. */
export function ActionsSection<Of extends Action>({ actions, onAct }: ActionsSectionProps<Of>) {
  const free = actions.filter(({ obstacle }) => obstacle === undefined);
  const obstacles = [...new Set(actions.flatMap(({ obstacle }) => obstacle ?? []))];
  return (
    <Section title="Actions">
      {free.length > 0 && (
        <div class="buttons">
          {free.map((action) => (
            <Button key={action.label} onClick={() => onAct(action)}>
              {action.label}
            </Button>
          ))}
        </div>
      )}
      {obstacles.map((why) => (
        <Refused key={why} why={why} actions={actions.filter(({ obstacle }) => obstacle === why)} />
      ))}
    </Section>
  );
}

/** Buttons that cannot be pressed now, all for one reason. */
function Refused({ why, actions }: { readonly why: string; readonly actions: readonly Action[] }) {
  const id = useId();
  return (
    <div class="refused">
      <div class="buttons">
        {actions.map(({ label }) => (
          <Button key={label} disabled describedBy={id} onClick={() => undefined}>
            {label}
          </Button>
        ))}
      </div>
      <p id={id} class="quiet">
        {why}
      </p>
    </div>
  );
}
