/** What exists at the target, as the user names it. Cases that need what is not named are skipped. */
export interface Profile {
  /**
   * Scope of token requests: the host of the tenant.
   * @default the host of the target
   */
  readonly scope?: string;
  /** Services of type Task, under which the run may create tasks. */
  readonly services?: readonly string[];
  /** A service of another type. */
  readonly otherService?: string;
  readonly dispositions?: readonly string[];
  readonly categories?: readonly string[];
  readonly launchPoints?: readonly LaunchPoint[];
  /** A user without the privilege to use the API. */
  readonly unprivileged?: { readonly clientId: string; readonly clientSecretEnv: string };
}

/** A task scenario entry. */
export interface LaunchPoint {
  readonly id: string;
  readonly serviceName: string;
  /** Default priority of its tasks; absent where it has none. */
  readonly priority?: number;
}
