/** Where the publication is silent, a server has to choose; a rival may choose otherwise than our sandbox. */
export interface Readings {
  readonly sweepReply: 'body' | 'empty';
  readonly canceledStatus: 'COMPLETED' | 'DEFERRED';
  readonly agentStatus: 'DEFERRED' | 'QUEUED';
  readonly refusalCode: number;
  readonly unknownMethod: 404 | 405 | 501;
  readonly noDisposition: 'absent' | 'null' | 'empty';
  readonly noExternalId: 'absent' | 'null';
  readonly tokenRefusal: 'oauth-401' | 'oauth-400' | 'envelope-401' | 'text-403';
  /** Takes numbers as text, null for optional fields, convertible values, unknown properties, any media type. */
  readonly lax: boolean;
  readonly connection: 'keep' | 'close';
  readonly chunked: boolean;
  readonly createdFor: number;
  readonly updateRouted: 9 | 10;
  readonly updateParked: 'allow' | 9 | 10;
  readonly sweepsParked: boolean;
  readonly ids: 'hex' | 'uuid' | 'digits';
  readonly expiresIn: string | number;
  readonly oversize: 413 | 400 | 200 | 'hang-up';
  readonly oneTokenPerUser: boolean;
  readonly emptyUpdate: 200 | 400;
  readonly laxUpdateSlash: boolean;
  readonly cancelFinished: 9 | 10;
  readonly mediaStatus: 415 | 400;
}

export const ours: Readings = {
  sweepReply: 'body',
  canceledStatus: 'COMPLETED',
  agentStatus: 'DEFERRED',
  refusalCode: 4,
  unknownMethod: 405,
  noDisposition: 'absent',
  noExternalId: 'absent',
  tokenRefusal: 'oauth-401',
  lax: false,
  connection: 'keep',
  chunked: false,
  createdFor: 0,
  updateRouted: 9,
  updateParked: 9,
  sweepsParked: false,
  ids: 'hex',
  expiresIn: '3600',
  oversize: 413,
  oneTokenPerUser: false,
  emptyUpdate: 400,
  laxUpdateSlash: true,
  cancelFinished: 9,
  mediaStatus: 415,
};

/** Rivals that are as faithful as our sandbox, and different. */
export const rivals: Readonly<Record<string, Partial<Readings>>> = {
  ours: {},
  terse: {
    sweepReply: 'empty',
    noDisposition: 'null',
    noExternalId: 'null',
    refusalCode: 0,
    unknownMethod: 404,
    tokenRefusal: 'envelope-401',
    ids: 'uuid',
    expiresIn: '3480',
    oversize: 400,
    updateRouted: 10,
    mediaStatus: 400,
  },
  lax: {
    lax: true,
    emptyUpdate: 200,
    oversize: 200,
    updateParked: 'allow',
    sweepsParked: true,
    noDisposition: 'empty',
    tokenRefusal: 'oauth-400',
    unknownMethod: 501,
    chunked: true,
    laxUpdateSlash: false,
  },
  odd: {
    canceledStatus: 'DEFERRED',
    agentStatus: 'QUEUED',
    connection: 'close',
    createdFor: 30,
    ids: 'digits',
    oneTokenPerUser: true,
    tokenRefusal: 'text-403',
    expiresIn: 3599,
    oversize: 'hang-up',
    cancelFinished: 10,
    updateParked: 10,
    refusalCode: 13,
  },
};
