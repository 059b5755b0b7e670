-- What wrk asks: the queries of people in tests/search/queries.jsonl, in turn.
--   wrk -s bench/search.lua http://127.0.0.1:8000 -- /api/search repeated
-- With "new" instead of "repeated" no query is ever asked twice: each ends with marks of its own, which change nothing
-- about what is found, and which no memory of earlier queries knows.

local queries, path, is_new = {}, "/api/search", false
local asked = 0

function init(args)
  path, is_new = args[1] or path, args[2] == "new"
  for line in io.lines("tests/search/queries.jsonl") do
    local text = line:match('"q": "(.-)", "expect"'):gsub('\\"', '"'):gsub("\\\\", "\\")
    queries[#queries + 1] = text
  end
  asked = os.time() % 86400 * 64 -- where another run of the same server did not begin
end

local function encoded(text)
  return (text:gsub("[^%w]", function(octet) return ("%%%02X"):format(octet:byte()) end))
end

local function marks(number)
  local made = " "
  repeat
    made = made .. (number % 2 == 0 and "?" or "!")
    number = math.floor(number / 2)
  until number == 0
  return made
end

function request()
  asked = asked + 1
  local text = queries[asked % #queries + 1] .. (is_new and marks(math.floor(asked / #queries)) or "")
  return wrk.format("GET", path .. "?q=" .. encoded(text))
end

function done(summary)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  print(("%d requests, %d of them wrong"):format(summary.requests, wrong))
end
