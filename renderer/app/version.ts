declare const __WORKSTATION_VERSION__: string | undefined;

/** The version of this build; set by the bundler from package.json. */
export const VERSION: string = typeof __WORKSTATION_VERSION__ === 'string' ? __WORKSTATION_VERSION__ : '0.0.0';
