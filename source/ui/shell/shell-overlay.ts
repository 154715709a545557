/** The app's overlay above whatever screen is shown; the screen's frame draws it, since only the frame knows where the body lies. */
import { createContext, type ReactNode, use } from 'react';

export const ShellOverlay = createContext<ReactNode>(undefined);

export const useShellOverlay = (): ReactNode => use(ShellOverlay);
