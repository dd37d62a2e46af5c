/** How serious a finding is: errors fail a run, warnings are shown, infos are observations. */
export type Severity = 'error' | 'warning' | 'info';
