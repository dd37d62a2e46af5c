/* What the venue takes and answers, and the faults that can be planted in it. */

import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDateString,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  ValidateIf,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

export const FAULTS = [
  'event-title-missing-in-list',
  'event-price-as-text',
  'event-kind-upper-case',
  'event-read-html',
  'create-event-200',
  'delete-event-200',
  'refusal-without-message',
  'session-not-checked',
  'any-session-taken',
  'bookings-open',
  'poster-upload-open',
  'title-too-long-taken',
  'title-minimum-refused',
  'kind-not-checked',
  'workshop-refused',
  'seats-zero-taken',
  'seats-maximum-refused',
  'price-negative-taken',
  'price-cents-rounded',
  'website-not-checked',
  'starts-at-not-checked',
  'slug-pattern-not-checked',
  'unknown-field-stored',
  'seats-default-wrong',
  'labels-default-null',
  'slug-not-unique',
  'put-keeps-website',
  'put-not-stored',
  'patch-clears-labels',
  'patch-stores-on-other',
  'published-by-body',
  'revision-by-body',
  'event-id-lower-only-first',
  'if-match-ignored-on-put',
  'if-match-ignored-on-patch',
  'if-match-ignored-on-delete',
  'if-match-missing-taken',
  'etag-same-after-patch',
  'etag-missing-on-read',
  'not-modified-with-old-tag',
  'not-modified-never',
  'list-limit-ignored',
  'list-offset-ignored',
  'list-offset-by-one',
  'list-default-limit-ignored',
  'list-limit-zero-taken',
  'list-total-wrong',
  'list-kind-ignored',
  'list-published-ignored',
  'list-minimum-price-ignored',
  'list-sort-ignored',
  'list-sort-descending-ignored',
  'list-deleted-shown',
  'total-count-header-missing',
  'delete-not-done',
  'delete-unknown-204',
  'publish-twice-ok',
  'publish-not-stored',
  'unpublish-draft-ok',
  'booking-below-other-event',
  'booking-seats-more-than-free',
  'booking-guest-lost',
  'booking-note-emoji-lost',
  'confirm-cancelled-ok',
  'confirm-twice-ok',
  'cancel-twice-ok',
  'cancel-status-wrong',
  'booking-patch-confirmed-ok',
  'booking-read-unknown-500',
  'poster-size-wrong',
  'poster-name-lost',
  'poster-type-lost',
  'poster-without-file-taken',
  'poster-content-cut',
  'options-404',
] as const;
export type Bad = (name: (typeof FAULTS)[number]) => boolean;

const KINDS = ['concert', 'talk', 'workshop'];
export const SORTS = ['startsAt:asc', 'startsAt:desc', 'price:asc', 'price:desc'];

/** May be left out, but not null. */
const Optional = () => ValidateIf((_object: object, value: unknown) => value !== undefined);

export class Refusal {
  @ApiProperty({ type: Number }) statusCode?: number;
  @ApiProperty({ type: String }) message?: string;
  @ApiPropertyOptional({ type: String }) error?: string;
}

export class Poster {
  @ApiProperty({ type: String }) fileName?: string;
  @ApiProperty({ type: String }) mediaType?: string;
  @ApiProperty({ type: 'integer' }) size?: number;
  @ApiPropertyOptional({ type: String }) caption?: string;
}

export class Booking {
  @ApiProperty({ type: String, format: 'uuid', readOnly: true }) id?: string;
  @ApiProperty({ type: String, format: 'uuid' }) eventId?: string;
  @ApiProperty({ type: String }) guest?: string;
  @ApiProperty({ type: 'integer' }) seats?: number;
  @ApiPropertyOptional({ type: String }) note?: string;
  @ApiProperty({ enum: ['pending', 'confirmed', 'cancelled'] }) state?: string;
}

/** The classes of one server; those of a server with a fault in its validation differ from what it documents. */
export function modelsOf(bad: Bad) {
  const kinds = bad('workshop-refused') ? ['concert', 'talk'] : bad('kind-not-checked') ? undefined : KINDS;
  const title: ApiPropertyOptions = { type: String, minLength: 3, maxLength: 50 };
  const slug: ApiPropertyOptions = { type: String, pattern: '^[a-z]+(-[a-z0-9]+)*$', description: 'Unique' };
  const seats: ApiPropertyOptions = { type: 'integer', minimum: 1, maximum: 500 };
  const price: ApiPropertyOptions = { type: Number, minimum: 0, maximum: 999.99 };
  const labels: ApiPropertyOptions = {
    type: [String],
    maxItems: 4,
    items: { type: 'string', minLength: 1, maxLength: 15 },
  };
  const website: ApiPropertyOptions = { type: String, format: 'uri' };
  const startsAt: ApiPropertyOptions = { type: String, format: 'date-time' };
  const Kind = () => (kinds === undefined ? IsString() : IsIn(kinds));
  const Slug = () => (bad('slug-pattern-not-checked') ? IsString() : Matches(/^[a-z]+(-[a-z0-9]+)*$/));
  const Website = () =>
    bad('website-not-checked') ? IsString() : IsUrl({ require_protocol: true, require_tld: false });
  const Start = () => (bad('starts-at-not-checked') ? IsNotEmpty() : IsDateString({ strict: true }));
  const leastTitle = bad('title-minimum-refused') ? 4 : 3;
  const mostTitle = bad('title-too-long-taken') ? 5000 : 50;
  const leastSeats = bad('seats-zero-taken') ? 0 : 1;
  const mostSeats = bad('seats-maximum-refused') ? 499 : 500;
  const leastPrice = bad('price-negative-taken') ? -1000 : 0;

  class NewEvent {
    @ApiProperty(title) @IsString() @MinLength(leastTitle) @MaxLength(mostTitle) title?: string;
    @ApiProperty(slug) @Slug() slug?: string;
    @ApiProperty({ enum: KINDS }) @Kind() kind?: string;
    @ApiProperty(startsAt) @Start() startsAt?: string;
    @ApiPropertyOptional({ ...seats, default: 80 })
    @Optional()
    @IsInt()
    @Min(leastSeats)
    @Max(mostSeats)
    seats?: number;
    @ApiPropertyOptional({ ...price, default: 0 })
    @Optional()
    @IsNumber()
    @Min(leastPrice)
    @Max(999.99)
    price?: number;
    @ApiPropertyOptional({ ...labels, default: [] })
    @Optional()
    @IsArray()
    @ArrayMaxSize(4)
    @IsString({ each: true })
    @MinLength(1, { each: true })
    @MaxLength(15, { each: true })
    labels?: string[];
    @ApiPropertyOptional(website) @Optional() @Website() website?: string;
  }
  class EventChanges {
    @ApiPropertyOptional(title)
    @Optional()
    @IsString()
    @MinLength(leastTitle)
    @MaxLength(mostTitle)
    title?: string;
    @ApiPropertyOptional(slug) @Optional() @Slug() slug?: string;
    @ApiPropertyOptional({ enum: KINDS }) @Optional() @Kind() kind?: string;
    @ApiPropertyOptional(startsAt) @Optional() @Start() startsAt?: string;
    @ApiPropertyOptional(seats) @Optional() @IsInt() @Min(leastSeats) @Max(mostSeats) seats?: number;
    @ApiPropertyOptional(price) @Optional() @IsNumber() @Min(leastPrice) @Max(999.99) price?: number;
    @ApiPropertyOptional(labels)
    @Optional()
    @IsArray()
    @ArrayMaxSize(4)
    @IsString({ each: true })
    @MinLength(1, { each: true })
    @MaxLength(15, { each: true })
    labels?: string[];
    @ApiPropertyOptional(website) @Optional() @Website() website?: string;
  }
  class Event {
    @ApiProperty({ type: String, format: 'uuid', readOnly: true }) id?: string;
    @ApiProperty(title) title?: string;
    @ApiProperty(slug) slug?: string;
    @ApiProperty({ enum: KINDS }) kind?: string;
    @ApiProperty(startsAt) startsAt?: string;
    @ApiProperty(seats) seats?: number;
    @ApiProperty(price) price?: number;
    @ApiProperty(labels) labels?: string[];
    @ApiPropertyOptional(website) website?: string;
    @ApiProperty({ type: Boolean, readOnly: true }) published?: boolean;
    @ApiProperty({ type: 'integer', readOnly: true }) revision?: number;
  }
  class EventPage {
    @ApiProperty({ type: [Event] }) items?: Event[];
    @ApiProperty({ type: 'integer' }) total?: number;
    @ApiProperty({ type: 'integer' }) limit?: number;
    @ApiProperty({ type: 'integer' }) offset?: number;
  }
  class PageQuery {
    @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 30, default: 6 })
    @Optional()
    @Type(() => Number)
    @IsInt()
    @Min(bad('list-limit-zero-taken') ? 0 : 1)
    @Max(30)
    limit?: number;
    @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 })
    @Optional()
    @Type(() => Number)
    @IsInt()
    @Min(0)
    offset?: number;
    @ApiPropertyOptional({ type: String, enum: KINDS }) @Optional() @IsIn(KINDS) kind?: string;
    @ApiPropertyOptional({ type: Boolean }) @Optional() @IsIn(['true', 'false']) published?: string;
    @ApiPropertyOptional({ type: Number, description: 'Lowest price' })
    @Optional()
    @Type(() => Number)
    @IsNumber()
    minPrice?: number;
    @ApiPropertyOptional({ type: String, enum: SORTS, default: 'startsAt:asc' })
    @Optional()
    @IsIn(SORTS)
    sort?: string;
  }
  class NewBooking {
    @ApiProperty({ type: String, minLength: 1, maxLength: 60 })
    @IsString()
    @MinLength(1)
    @MaxLength(60)
    guest?: string;
    @ApiProperty({ type: 'integer', minimum: 1, maximum: 9 }) @IsInt() @Min(1) @Max(9) seats?: number;
    @ApiPropertyOptional({ type: String, maxLength: 140 })
    @Optional()
    @IsString()
    @MaxLength(140)
    note?: string;
  }
  class BookingChanges {
    @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 9 })
    @Optional()
    @IsInt()
    @Min(1)
    @Max(9)
    seats?: number;
    @ApiPropertyOptional({ type: String, maxLength: 140 })
    @Optional()
    @IsString()
    @MaxLength(140)
    note?: string;
  }
  return { NewEvent, EventChanges, Event, EventPage, PageQuery, NewBooking, BookingChanges };
}
