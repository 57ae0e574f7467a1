import type { ComponentChildren } from 'preact';
import type { ConsolePage } from '../../lib/console/page';
import type { Later } from '../desk/later';
import type { PageSeen, PanelModel, SessionParts } from './session';

/** A look at a page of a console: whose it is, and the documents that it is made of. */
export interface Look extends PageSeen {
  readonly address: string;
  readonly documents: readonly Document[];
}

/** A panel of a console that is shown in a page. */
export interface ConsolePanel {
  readonly model: PanelModel;
  readonly look: (look: Look) => void;
  /** What is seen while the panel is open. */
  readonly content: ComponentChildren;
}

/** What a panel is made of, besides the page that it is shown in. */
export interface PanelParts extends SessionParts {
  readonly later: Later;
  /** Whether nobody can see the page. */
  readonly hidden: () => boolean;
  /** The panel is taken from the page. */
  readonly ended: AbortSignal;
}

/** What one console has of its own. */
export interface PanelConsole {
  /** The styles of the panel. */
  readonly css: string;
  /** Whether the panel has a place on this page. */
  readonly shows: (page: ConsolePage) => boolean;
  readonly open: (parts: PanelParts) => ConsolePanel;
}
