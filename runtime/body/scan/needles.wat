;; Searches 16 bytes at a step for what may name the model of a request: `"model"`, a member `"extra_body"`, Turnout's
;; own `"request_context_tokens"`, an escape `\u005…` to `\u007…`, which is how a key could hide one of its characters,
;; and `"stream"`. A candidate fits in two or three bytes; the caller looks at the rest. Native searches for the same needles
;; take three times as long on text full of quotes.
(module
  (memory (export "memory") 2)
  ;; The first candidate in [from, to), or -1. Reads up to 31 bytes behind `to`.
  (func (export "find") (param $from i32) (param $to i32) (result i32)
    (local $quotes v128) (local $slashes v128) (local $first v128) (local $mask i32)
    (block $none
      (loop $step
        (br_if $none (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $first (v128.load (local.get $from)))
        (local.set $quotes (i8x16.eq (local.get $first) (i8x16.splat (i32.const 0x22))))
        (local.set $slashes (i8x16.eq (local.get $first) (i8x16.splat (i32.const 0x5c))))
        ;; Most steps have neither.
        (if (v128.any_true (v128.or (local.get $quotes) (local.get $slashes)))
          (then
            (local.set $mask (i8x16.bitmask
              (v128.or
                ;; `"m....."`, `"e...._`, `"r....s` and `"s....m`: what is expected behind the five is looked up by the lower
                ;; half of the letter before them, 0xd, 0x5, 0x2 or 0x3. Where a letter has no entry it is a zero, which no
                ;; JSON has.
                (v128.and
                  (local.get $quotes)
                  (i8x16.eq
                    (v128.load offset=6 (local.get $from))
                    (i8x16.swizzle
                      (v128.const i8x16 0 0 0x73 0x6d 0 0x5f 0 0 0 0 0 0 0 0x22 0 0)
                      (v128.and (v128.load offset=1 (local.get $from)) (i8x16.splat (i32.const 0x0f))))))
                ;; `\...4` to `\...7`
                (v128.and
                  (local.get $slashes)
                  (i8x16.eq
                    (v128.and (v128.load offset=4 (local.get $from)) (i8x16.splat (i32.const 0xfc)))
                    (i8x16.splat (i32.const 0x34)))))))
            (if (local.get $mask)
              (then (return (i32.add (local.get $from) (i32.ctz (local.get $mask))))))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br $step)))
    (i32.const -1)))
