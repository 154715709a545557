/** React's side of the theme. */
import { createContext, use } from 'react';
import { createTheme, type Theme } from './theme.ts';

/** Carries the theme; without a provider colours and Unicode are assumed. */
export const ThemeContext = createContext<Theme>(createTheme({ hasColour: true, hasUnicode: true }));

/** Returns the theme in force. */
export const useTheme = (): Theme => use(ThemeContext);
