"""A real gRPC server of the KServe protocol for tests: python3 kserve_server.py answers.json fp32|contents|fp16|bf16. Prints its port."""
import json, struct, sys
from concurrent import futures
import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

F = descriptor_pb2.FieldDescriptorProto
KINDS = {"string": F.TYPE_STRING, "bytes": F.TYPE_BYTES, "bool": F.TYPE_BOOL, "int64": F.TYPE_INT64, "float": F.TYPE_FLOAT}
MESSAGES = {
    "Empty": [], "Flag": [("flag", 1, "bool")], "Named": [("name", 1, "string"), ("version", 2, "string")],
    "Info": [("name", 1, "string"), ("datatype", 2, "string"), ("shape", 3, "*int64")],
    "Metadata": [("name", 1, "string"), ("versions", 2, "*string"), ("platform", 3, "string"), ("inputs", 4, "*Info"), ("outputs", 5, "*Info")],
    "Contents": [("bool_contents", 1, "*bool"), ("fp32_contents", 6, "*float"), ("bytes_contents", 8, "*bytes")],
    "Tensor": [("name", 1, "string"), ("datatype", 2, "string"), ("shape", 3, "*int64"), ("contents", 5, "Contents")],
    "Asked": [("name", 1, "string")],
    "Request": [("model_name", 1, "string"), ("model_version", 2, "string"), ("id", 3, "string"), ("inputs", 5, "*Tensor"), ("outputs", 6, "*Asked"), ("raw_input_contents", 7, "*bytes")],
    "Response": [("model_name", 1, "string"), ("model_version", 2, "string"), ("id", 3, "string"), ("outputs", 5, "*Tensor"), ("raw_output_contents", 6, "*bytes")],
}

def classes():
    file = descriptor_pb2.FileDescriptorProto(name="kserve.proto", package="t", syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, number, kind in fields:
            added = message.field.add(name=field, number=number, label=F.LABEL_REPEATED if kind[0] == "*" else F.LABEL_OPTIONAL)
            kind = kind.lstrip("*")
            if kind in KINDS: added.type = KINDS[kind]
            else: added.type, added.type_name = F.TYPE_MESSAGE, ".t." + kind
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    return {name: factory.GetPrototype(pool.FindMessageTypeByName("t." + name)) for name in MESSAGES}

M = classes()
items, mode = {i["prompt"]: i for i in json.load(open(sys.argv[1], encoding="utf-8"))}, sys.argv[2]
calls = [0]

def known(request, context):
    if request.name != "scripted": context.abort(grpc.StatusCode.NOT_FOUND, "no such model: " + request.name)

def metadata(request, context):
    known(request, context)
    info = lambda name, kind, shape: M["Info"](name=name, datatype=kind, shape=shape)
    return M["Metadata"](name="scripted", versions=["1"], platform="test",
        inputs=[info("context", "BYTES", [-1]), info("continuation", "BYTES", [-1]), info("text_input", "BYTES", [-1]), info("sampling_parameters", "BYTES", [1]), info("stream", "BOOL", [1])],
        outputs=[info("log_likelihood", "FP16" if mode == "fp16" else "BF16" if mode == "bf16" else "FP32", [-1]), info("text_output", "BYTES", [-1])])

def infer(request, context):
    calls[0] += 1
    if calls[0] % 5 == 2: context.abort(grpc.StatusCode.UNAVAILABLE, "loading weights")
    if request.id.endswith("13"): context.abort(grpc.StatusCode.INVALID_ARGUMENT, "too long: ünlucky %")
    given = {t.name: t.contents.bytes_contents for t in request.inputs}
    flags = {t.name: list(t.contents.bool_contents) for t in request.inputs}
    reply = M["Response"](model_name="scripted", id=request.id)
    if request.outputs[0].name == "text_output":
        assert flags["stream"] == [False] and json.loads(given["sampling_parameters"][0])["max_tokens"] > 0
        text = items[given["text_input"][0].decode()]["text"].encode()
        reply.outputs.add(name="text_output", datatype="BYTES", shape=[1])
        reply.raw_output_contents.append(struct.pack("<I", len(text)) + text)
        return reply
    logs = [-1.0 - len(o) - len(c) / 100 if c.decode() not in items else -0.5 if items[c.decode()]["best"] == o.decode() else -7.25 for c, o in zip(given["context"], given["continuation"])]
    kind = {"fp16": "FP16", "bf16": "BF16"}.get(mode, "FP32")
    output = reply.outputs.add(name="log_likelihood", datatype=kind, shape=[len(logs)])
    if mode == "contents": output.contents.fp32_contents.extend(logs)
    elif mode == "fp32": reply.raw_output_contents.append(struct.pack("<%df" % len(logs), *logs))
    elif mode == "fp16": reply.raw_output_contents.append(struct.pack("<%de" % len(logs), *logs))
    else: reply.raw_output_contents.append(b"".join(struct.pack("<f", x)[2:] for x in logs))
    return reply

def ready(request, context):
    known(request, context)
    return M["Flag"](flag=True)

def method(run, request, reply):
    return grpc.unary_unary_rpc_method_handler(run, request_deserializer=M[request].FromString, response_serializer=M[reply].SerializeToString)

server = grpc.server(futures.ThreadPoolExecutor(8))
server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("inference.GRPCInferenceService", {
    "ServerLive": method(lambda r, c: M["Flag"](flag=True), "Empty", "Flag"), "ServerReady": method(lambda r, c: M["Flag"](flag=True), "Empty", "Flag"),
    "ModelReady": method(ready, "Named", "Flag"), "ModelMetadata": method(metadata, "Named", "Metadata"), "ModelInfer": method(infer, "Request", "Response")})])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
sys.stdin.read()
