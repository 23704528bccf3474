-- One tree lives for as long as the program, while others come and go.
-- Usage: trees.lua [DEPTH]

local function tree(depth)
  if depth == 0 then return false end
  return {tree(depth - 1), tree(depth - 1)}
end

local function leaves(tree)
  if not tree then return 1 end
  return leaves(tree[1]) + leaves(tree[2])
end

local depth = tonumber(arg[1] or 18)
local long_lived = tree(depth)
local sum = 0
for _ = 1, 20 do sum = sum + leaves(tree(depth - 2)) end
print(sum + leaves(long_lived))
