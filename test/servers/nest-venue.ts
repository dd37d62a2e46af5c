import 'reflect-metadata';
import { createHash, randomUUID } from 'node:crypto';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpException,
  Options,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
  ValidationPipe,
  type ArgumentsHost,
  type INestApplication,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiCookieAuth,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  DocumentBuilder,
  SwaggerModule,
} from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { Booking, FAULTS, modelsOf, Poster, Refusal, type Bad } from './venue-models.ts';
import { asDocument, planting, type Subject } from './subject.ts';

const SESSION = 'venue-session-0815';

interface Row extends Record<string, unknown> {
  readonly id: string;
}
type Fields = Record<string, unknown>;

/** Events with tags and files, bookings below them, both with a life cycle; a session cookie. */
export const venue: Subject = {
  name: 'nest-venue',
  auth: { session: SESSION },
  faults: FAULTS,
  async start(fault) {
    const clean = await build(planting(FAULTS));
    const config = new DocumentBuilder()
      .setTitle('Venue')
      .setVersion('1.4')
      .addCookieAuth('sid', { type: 'apiKey', in: 'cookie', name: 'sid' }, 'session');
    const document = asDocument(SwaggerModule.createDocument(clean, config.build()));
    await clean.close();
    const app = await build(planting(FAULTS, fault));
    await app.listen(0, '127.0.0.1');
    return {
      url: await app.getUrl(),
      document,
      close: async () => {
        app.getHttpServer().closeAllConnections();
        await app.close();
      },
    };
  },
};

async function build(bad: Bad): Promise<INestApplication> {
  const controllers = controllersOf(bad);
  class Venue {
    readonly name = 'venue';
  }
  Reflect.defineMetadata('controllers', controllers, Venue);
  const app = await NestFactory.create(Venue, { logger: false });
  app.setGlobalPrefix('api', { exclude: [] });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const sid = /(?:^|; )sid=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
    const { path, method } = request;
    const isOpen =
      path === '/api/status' ||
      (bad('bookings-open') && path.includes('/bookings')) ||
      (bad('poster-upload-open') && path.endsWith('/poster') && method === 'POST') ||
      (bad('session-not-checked') && sid === undefined) ||
      (bad('any-session-taken') && sid !== undefined);
    if (isOpen || sid === SESSION) return next();
    response.status(401).json({ statusCode: 401, message: 'Unauthorized' });
  });
  app.useGlobalFilters({
    catch(error: unknown, host: ArgumentsHost) {
      const response = host.switchToHttp().getResponse<Response>();
      const status = error instanceof HttpException ? error.getStatus() : 500;
      const given: unknown =
        error instanceof HttpException ? Reflect.get(Object(error.getResponse()), 'message') : 'crash';
      const message = Array.isArray(given) ? given.join('; ') : String(given);
      response
        .status(status)
        .json({ statusCode: status, ...(!bad('refusal-without-message') && { message }) });
    },
  });
  await app.init();
  return app;
}

const refused = (...statuses: number[]) =>
  [400, 401, ...statuses].map((status) =>
    ApiResponse({ status, type: Refusal, description: WORDS[status] ?? 'Refused' }),
  );
const WORDS: Readonly<Record<number, string>> = {
  404: 'Not found',
  409: 'The state does not allow it',
  412: 'The event has changed since',
  428: 'If-Match is required',
};
function all(...decorators: MethodDecorator[]): MethodDecorator {
  return (target, key, descriptor) => decorators.forEach((one) => void one(target, key, descriptor));
}
const tagged = { ETag: { required: true, schema: { type: 'string' as const } } };
const ifMatch = ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the last read' });
const fail = (status: number, message: string): never => {
  throw new HttpException({ statusCode: status, message }, status);
};

function controllersOf(bad: Bad) {
  const { NewEvent, EventChanges, Event, EventPage, PageQuery, NewBooking, BookingChanges } = modelsOf(bad);
  const isOpen = bad('unknown-field-stored') || bad('published-by-body') || bad('revision-by-body');
  const read = (expectedType: new () => object) =>
    new ValidationPipe({
      expectedType,
      transform: true,
      whitelist: !bad('unknown-field-stored'),
      forbidNonWhitelisted: !isOpen,
    });
  const events = new Map<string, Row>();
  const bookings = new Map<string, Row>();
  const posters = new Map<string, { row: Fields; content: Buffer }>();
  const tagOf = (row: Row) => {
    const { revision, ...rest } = row;
    return `"${createHash('md5')
      .update(JSON.stringify(bad('etag-same-after-patch') ? row.id : [rest, revision]))
      .digest('hex')}"`;
  };
  const shown = (row: Row): Fields => ({
    ...row,
    ...(bad('event-price-as-text') && { price: String(row['price']) }),
    ...(bad('event-kind-upper-case') && { kind: String(row['kind']).toUpperCase() }),
  });
  const find = (id: string): Row => events.get(id) ?? fail(404, 'no such event');
  const requireTag = (request: Request, row: Row, isIgnored: boolean) => {
    const tag = request.get('if-match');
    if (tag === undefined)
      return bad('if-match-missing-taken') ? undefined : fail(428, 'If-Match is required');
    if (tag !== '*' && tag !== tagOf(row) && !isIgnored) fail(412, 'the event has changed');
  };
  const requireFree = (slug: unknown, id?: string) => {
    if (!bad('slug-not-unique') && [...events.values()].some((row) => row['slug'] === slug && row.id !== id))
      fail(409, 'the slug is taken');
  };
  const given = (body: object): Fields => {
    const fields: Fields = Object.fromEntries(
      Object.entries(body).filter(([, value]) => value !== undefined),
    );
    return {
      ...fields,
      ...(bad('price-cents-rounded') &&
        typeof fields['price'] === 'number' && { price: Math.round(fields['price']) }),
    };
  };
  const fresh = () => ({
    seats: bad('seats-default-wrong') ? 50 : 80,
    price: 0,
    labels: bad('labels-default-null') ? null : [],
  });
  const tagResponse = (response: Response, row: Row) => {
    if (!(bad('etag-missing-on-read') && response.req.method === 'GET'))
      response.setHeader('ETag', tagOf(row));
    else response.app.set('etag', false);
    return shown(row);
  };
  const movable = (row: Row, body: Fields, request: Request): Fields => {
    const raw: Fields = { ...request.body };
    return {
      ...body,
      ...(bad('published-by-body') && raw['published'] !== undefined && { published: raw['published'] }),
      ...(bad('revision-by-body') && raw['revision'] !== undefined
        ? { revision: raw['revision'] }
        : { revision: Number(row['revision']) + 1 }),
      id: row.id,
    };
  };

  @Controller('status')
  class StatusController {
    @Get()
    @ApiOperation({ operationId: 'status' })
    @ApiResponse({
      status: 200,
      description: 'Up',
      schema: { type: 'object', properties: { up: { type: 'boolean' } } },
    })
    up() {
      return { up: true };
    }
  }

  @ApiCookieAuth('session')
  @Controller('events')
  class EventsController {
    @Get()
    @ApiOperation({ operationId: 'listEvents' })
    @ApiQuery({ type: PageQuery })
    @ApiResponse({
      status: 200,
      type: EventPage,
      description: 'A page',
      headers: { 'X-Total-Count': { required: true, schema: { type: 'integer' } } },
    })
    @all(...refused())
    list(
      @Query(read(PageQuery)) query: InstanceType<typeof PageQuery>,
      @Res({ passthrough: true }) response: Response,
    ) {
      const {
        limit = bad('list-default-limit-ignored') ? 30 : 6,
        offset = 0,
        kind,
        published,
        minPrice,
        sort = 'startsAt:asc',
      } = query;
      const rows = [...events.values()].filter(
        (row) =>
          row['deleted'] !== true &&
          (kind === undefined || bad('list-kind-ignored') || row['kind'] === kind) &&
          (published === undefined ||
            bad('list-published-ignored') ||
            String(row['published']) === published) &&
          (minPrice === undefined || bad('list-minimum-price-ignored') || Number(row['price']) >= minPrice),
      );
      const [field = '', direction] = sort.split(':');
      const valueOf = (row: Row) =>
        field === 'price' ? Number(row['price']) : Date.parse(String(row['startsAt']));
      if (!bad('list-sort-ignored'))
        rows.sort(
          (a, b) =>
            (valueOf(a) - valueOf(b)) *
            (direction === 'desc' && !bad('list-sort-descending-ignored') ? -1 : 1),
        );
      const from = bad('list-offset-ignored')
        ? 0
        : bad('list-offset-by-one') && offset > 0
          ? offset + 1
          : offset;
      if (!bad('total-count-header-missing')) response.setHeader('X-Total-Count', rows.length);
      const shownRows = rows.slice(from, from + (bad('list-limit-ignored') ? 1000 : limit)).map(shown);
      return {
        items: bad('event-title-missing-in-list')
          ? shownRows.map(({ title: _title, ...row }) => row)
          : shownRows,
        total: bad('list-total-wrong') ? rows.length + 1 : rows.length,
        limit,
        offset,
      };
    }
    @Post()
    @HttpCode(bad('create-event-200') ? 200 : 201)
    @ApiOperation({ operationId: 'createEvent' })
    @ApiBody({ type: NewEvent })
    @ApiResponse({ status: 201, type: Event, description: 'Created', headers: tagged })
    @ApiResponse({ status: 409, type: Refusal, description: 'Another event has the slug already' })
    @all(...refused())
    create(@Body(read(NewEvent)) body: object, @Res({ passthrough: true }) response: Response) {
      const fields = given(body);
      requireFree(fields['slug']);
      const row: Row = { ...fresh(), ...fields, id: randomUUID(), published: false, revision: 1 };
      events.set(row.id, row);
      return tagResponse(response, row);
    }
    @Get(':eventId')
    @ApiOperation({ operationId: 'readEvent' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiHeader({ name: 'If-None-Match', required: false })
    @ApiResponse({ status: 200, type: Event, description: 'The event', headers: tagged })
    @ApiResponse({ status: 304, description: 'Not modified' })
    @all(...refused(404))
    read(
      @Param('eventId') id: string,
      @Req() request: Request,
      @Res({ passthrough: true }) response: Response,
    ) {
      const row = find(bad('event-id-lower-only-first') ? ([...events.keys()][0] ?? id) : id);
      const tag = request.get('if-none-match');
      const isSame = bad('not-modified-with-old-tag') ? tag !== undefined : tag === tagOf(row);
      if (isSame && !bad('not-modified-never')) {
        response.status(304);
        return undefined;
      }
      if (bad('not-modified-never')) delete request.headers['if-none-match'];
      if (bad('event-read-html')) {
        response.type('text/html');
        return JSON.stringify(shown(row));
      }
      return tagResponse(response, row);
    }
    @Put(':eventId')
    @ApiOperation({ operationId: 'replaceEvent' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ifMatch
    @ApiBody({ type: NewEvent })
    @ApiResponse({ status: 200, type: Event, description: 'The event', headers: tagged })
    @all(...refused(404, 409, 412, 428))
    replace(
      @Param('eventId') id: string,
      @Body(read(NewEvent)) body: object,
      @Req() request: Request,
      @Res({ passthrough: true }) response: Response,
    ) {
      const row = find(id);
      requireTag(request, row, bad('if-match-ignored-on-put'));
      const fields = given(body);
      requireFree(fields['slug'], id);
      const next: Row = {
        id,
        published: row['published'],
        ...fresh(),
        ...(bad('put-keeps-website') && row['website'] !== undefined && { website: row['website'] }),
        ...movable(row, fields, request),
      };
      if (!bad('put-not-stored')) events.set(id, next);
      return tagResponse(response, next);
    }
    @Patch(':eventId')
    @ApiOperation({ operationId: 'changeEvent' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ifMatch
    @ApiBody({ type: EventChanges })
    @ApiResponse({ status: 200, type: Event, description: 'The event', headers: tagged })
    @all(...refused(404, 409, 412, 428))
    change(
      @Param('eventId') id: string,
      @Body(read(EventChanges)) body: object,
      @Req() request: Request,
      @Res({ passthrough: true }) response: Response,
    ) {
      const row = find(id);
      requireTag(request, row, bad('if-match-ignored-on-patch'));
      const fields = given(body);
      if (fields['slug'] !== undefined) requireFree(fields['slug'], id);
      const next: Row = {
        ...row,
        ...(bad('patch-clears-labels') && { labels: [] }),
        ...movable(row, fields, request),
        id,
      };
      events.set(id, next);
      if (bad('patch-stores-on-other'))
        for (const other of events.values()) events.set(other.id, { ...other, title: next['title'] });
      return tagResponse(response, next);
    }
    @Delete(':eventId')
    @HttpCode(bad('delete-event-200') ? 200 : 204)
    @ApiOperation({ operationId: 'deleteEvent' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ifMatch
    @ApiResponse({ status: 204, description: 'Deleted' })
    @all(...refused(404, 412, 428))
    remove(@Param('eventId') id: string, @Req() request: Request) {
      if (!events.has(id) && bad('delete-unknown-204')) return;
      requireTag(request, find(id), bad('if-match-ignored-on-delete'));
      if (bad('list-deleted-shown')) return void events.set(id, { ...find(id) });
      if (!bad('delete-not-done')) events.delete(id);
    }
    @Options(':eventId')
    @HttpCode(204)
    @ApiOperation({ operationId: 'eventOptions' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiResponse({
      status: 204,
      description: 'What can be done',
      headers: { Allow: { required: true, schema: { type: 'string' } } },
    })
    @all(...refused())
    options(@Res({ passthrough: true }) response: Response) {
      if (bad('options-404')) fail(404, 'not found');
      response.setHeader('Allow', 'GET, PUT, PATCH, DELETE, OPTIONS');
    }
    @Post(':eventId/publish')
    @HttpCode(200)
    @ApiOperation({ operationId: 'publishEvent', description: 'Shows a draft to the public' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiResponse({ status: 200, type: Event, description: 'The event' })
    @ApiResponse({ status: 409, type: Refusal, description: 'The event is published already' })
    @all(...refused(404))
    publish(@Param('eventId') id: string) {
      return this.show(id, true, bad('publish-twice-ok'));
    }
    @Post(':eventId/unpublish')
    @HttpCode(200)
    @ApiOperation({ operationId: 'unpublishEvent', description: 'Makes a published event a draft again' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiResponse({ status: 200, type: Event, description: 'The event' })
    @ApiResponse({ status: 409, type: Refusal, description: 'The event is not published' })
    @all(...refused(404))
    unpublish(@Param('eventId') id: string) {
      return this.show(id, false, bad('unpublish-draft-ok'));
    }
    private show(id: string, published: boolean, isLax: boolean) {
      const row = find(id);
      if (row['published'] === published && !isLax) fail(409, 'nothing to do');
      const next = { ...row, published, revision: Number(row['revision']) + 1 };
      if (!bad('publish-not-stored')) events.set(id, next);
      return shown(next);
    }
    @Post(':eventId/poster')
    @HttpCode(201)
    @UseInterceptors(FileInterceptor('file'))
    @ApiOperation({ operationId: 'uploadPoster' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiConsumes('multipart/form-data')
    @ApiBody({
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: { type: 'string', format: 'binary' },
          caption: { type: 'string', maxLength: 40 },
        },
      },
    })
    @ApiResponse({ status: 201, type: Poster, description: 'Stored' })
    @all(...refused(404))
    upload(
      @Param('eventId') id: string,
      @UploadedFile()
      file: { originalname: string; mimetype: string; size: number; buffer: Buffer } | undefined,
      @Body() body: Fields,
    ) {
      find(id);
      if (file === undefined && !bad('poster-without-file-taken')) fail(400, 'a file is needed');
      if (typeof body['caption'] === 'string' && body['caption'].length > 40)
        fail(400, 'the caption is too long');
      const row = {
        fileName: bad('poster-name-lost') ? 'file' : (file?.originalname ?? ''),
        mediaType: bad('poster-type-lost') ? 'application/octet-stream' : (file?.mimetype ?? ''),
        size: bad('poster-size-wrong') ? 0 : (file?.size ?? 0),
        ...(typeof body['caption'] === 'string' && { caption: body['caption'] }),
      };
      posters.set(id, { row, content: file?.buffer ?? Buffer.alloc(0) });
      return row;
    }
    @Get(':eventId/poster')
    @ApiOperation({ operationId: 'readPoster' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiResponse({
      status: 200,
      description: 'The file',
      content: {
        'image/png': { schema: { type: 'string', format: 'binary' } },
        'text/plain': { schema: { type: 'string', format: 'binary' } },
      },
    })
    @all(...refused(404))
    poster(@Param('eventId') id: string, @Res() response: Response) {
      const { row, content } = posters.get(id) ?? fail(404, 'no poster');
      response.setHeader('Content-Type', String(row['mediaType']));
      response.end(bad('poster-content-cut') ? content.subarray(0, -1) : content);
    }
  }

  @ApiCookieAuth('session')
  @Controller('events/:eventId/bookings')
  class BookingsController {
    @Get()
    @ApiOperation({ operationId: 'listBookings' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiResponse({ status: 200, type: [Booking], description: 'All' })
    @all(...refused(404))
    list(@Param('eventId') eventId: string) {
      find(eventId);
      return [...bookings.values()].filter((row) => row['eventId'] === eventId);
    }
    @Post()
    @ApiOperation({ operationId: 'createBooking' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiBody({ type: NewBooking })
    @ApiResponse({ status: 201, type: Booking, description: 'Created' })
    @ApiResponse({ status: 409, type: Refusal, description: 'Fewer seats are free' })
    @all(...refused(404))
    create(@Param('eventId') eventId: string, @Body(read(NewBooking)) body: object) {
      const event = find(eventId);
      const { guest, note, ...fields } = given(body);
      const taken = [...bookings.values()]
        .filter((row) => row['eventId'] === eventId)
        .reduce((sum, row) => sum + Number(row['seats']), 0);
      if (taken + Number(fields['seats']) > Number(event['seats']) && !bad('booking-seats-more-than-free'))
        fail(409, 'too few seats');
      const text =
        bad('booking-note-emoji-lost') && typeof note === 'string'
          ? note.replaceAll(/\p{Emoji_Presentation}/gu, '')
          : note;
      const row: Row = {
        id: randomUUID(),
        eventId,
        guest: bad('booking-guest-lost') ? '' : guest,
        ...fields,
        ...(text !== undefined && { note: text }),
        state: 'pending',
      };
      bookings.set(row.id, row);
      return row;
    }
    @Get(':bookingId')
    @ApiOperation({ operationId: 'readBooking' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiParam({ name: 'bookingId', format: 'uuid' })
    @ApiResponse({ status: 200, type: Booking, description: 'The booking' })
    @all(...refused(404))
    read(@Param('eventId') eventId: string, @Param('bookingId') id: string) {
      return this.find(eventId, id);
    }
    private find(eventId: string, id: string): Row {
      const row = bookings.get(id);
      if (row === undefined)
        return bad('booking-read-unknown-500') ? fail(500, 'crash') : fail(404, 'no such booking');
      return row['eventId'] === eventId || bad('booking-below-other-event')
        ? row
        : fail(404, 'no such booking');
    }
    @Patch(':bookingId')
    @ApiOperation({ operationId: 'changeBooking', description: 'Only pending bookings can be changed' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiParam({ name: 'bookingId', format: 'uuid' })
    @ApiBody({ type: BookingChanges })
    @ApiResponse({ status: 200, type: Booking, description: 'The booking' })
    @ApiResponse({ status: 409, type: Refusal, description: 'The booking is no longer pending' })
    @all(...refused(404))
    change(
      @Param('eventId') eventId: string,
      @Param('bookingId') id: string,
      @Body(read(BookingChanges)) body: object,
    ) {
      const row = this.find(eventId, id);
      if (row['state'] !== 'pending' && !bad('booking-patch-confirmed-ok')) fail(409, 'no longer pending');
      const next = { ...row, ...given(body), id };
      bookings.set(id, next);
      return next;
    }
    @Post(':bookingId/confirm')
    @HttpCode(200)
    @ApiOperation({ operationId: 'confirmBooking' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiParam({ name: 'bookingId', format: 'uuid' })
    @ApiResponse({ status: 200, type: Booking, description: 'The booking' })
    @all(...refused(404, 409))
    confirm(@Param('eventId') eventId: string, @Param('bookingId') id: string) {
      const from = [
        'pending',
        ...(bad('confirm-cancelled-ok') ? ['cancelled'] : []),
        ...(bad('confirm-twice-ok') ? ['confirmed'] : []),
      ];
      return this.move(this.find(eventId, id), from, 'confirmed');
    }
    @Post(':bookingId/cancel')
    @HttpCode(200)
    @ApiOperation({ operationId: 'cancelBooking' })
    @ApiParam({ name: 'eventId', format: 'uuid' })
    @ApiParam({ name: 'bookingId', format: 'uuid' })
    @ApiResponse({ status: 200, type: Booking, description: 'The booking' })
    @all(...refused(404, 409))
    cancel(@Param('eventId') eventId: string, @Param('bookingId') id: string) {
      const from = ['pending', 'confirmed', ...(bad('cancel-twice-ok') ? ['cancelled'] : [])];
      return this.move(this.find(eventId, id), from, bad('cancel-status-wrong') ? 'pending' : 'cancelled');
    }
    private move(row: Row, from: readonly string[], state: string): Row {
      if (!from.includes(String(row['state']))) fail(409, `the booking is ${String(row['state'])}`);
      const next = { ...row, state };
      bookings.set(row.id, next);
      return next;
    }
  }
  return [StatusController, EventsController, BookingsController];
}
