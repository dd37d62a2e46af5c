import {
  Body,
  Catch,
  Controller,
  Get,
  HttpException,
  Inject,
  Module,
  Param,
  Post,
  UseFilters,
  type ArgumentsHost,
  type DynamicModule,
  type ExceptionFilter,
} from '@nestjs/common';
import {
  createTaskRoutingClient,
  InvalidRequestError,
  TaskNotFoundError,
  TaskRoutingError,
  type ClientOptions,
  type QueueTaskRequest,
  type TaskRoutingClient,
} from 'bpcc-task-routing';

const CLIENT = Symbol('TaskRoutingClient');

/** Errors of the client become the answers of this service: what the caller did wrong, and what may be tried again. */
@Catch(TaskRoutingError)
class TaskRoutingFilter implements ExceptionFilter<TaskRoutingError> {
  catch(error: TaskRoutingError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse();
    response.status(statusOf(error)).json({ code: error.code, message: error.message });
  }
}

function statusOf(error: TaskRoutingError): number {
  if (error instanceof TaskNotFoundError) return 404;
  if (error instanceof InvalidRequestError) return 400;
  return error.retryable ? 503 : 502;
}

@Controller('tasks')
@UseFilters(TaskRoutingFilter)
class TasksController {
  constructor(@Inject(CLIENT) private readonly client: TaskRoutingClient) {}

  /** May be repeated: the id of the record makes it the same task. */
  @Post()
  async queue(@Body() request: QueueTaskRequest) {
    if (request?.extTaskId === undefined) throw new HttpException('extTaskId is required', 400);
    const { status } = await this.client.queueTask(request, { onDuplicate: 'alreadyQueued' });
    return { status };
  }

  @Get(':id')
  query(@Param('id') extTaskId: string) {
    return this.client.queryTask({ extTaskId });
  }
}

/** `imports: [TasksModule.with({ tenantUrl, clientId, clientSecret })]` */
@Module({})
export class TasksModule {
  static with(options: ClientOptions): DynamicModule {
    return {
      module: TasksModule,
      controllers: [TasksController],
      providers: [{ provide: CLIENT, useFactory: () => createTaskRoutingClient(options) }],
    };
  }
}
