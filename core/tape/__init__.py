"""Every hook into TensorFlow and Keras that the tape method needs beyond its few lines in `core.tape_descent`.

`exact` sets TensorFlow up so that compiled code gives the digits of eager code, and everything takes `tf` from there.
`compiled_descent` is the loop of a tape and a Keras optimizer, compiled once for any start and numbers, `side_by_side` that
loop for thousands of runs, `followed` what is noted of their rows; `runtime_number` passes a number in where Keras expects a
Python float. `keras_optimizers` and `schedules` are Keras's own by name, `constraints` what Keras says of a value that it
refuses, and `witness` what TensorFlow reports while a tape records and goes back.
"""
